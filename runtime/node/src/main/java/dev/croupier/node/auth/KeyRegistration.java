package dev.croupier.node.auth;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.v0.ErrorText;
import dev.croupier.rpc.RefusedException;
import java.util.List;
import java.util.Optional;

/**
 * The rules by which a login registers its session key: the permanent pairs of S0.3 and S0.4
 * (clearnode-0.x 6.1) and the records of S0.5 (6.2). Both kinds live side by side. Used on the
 * ledger writer's thread only.
 */
public final class KeyRegistration {
  private final SessionKeys keys;

  /**
   * @param keys the registered keys
   */
  public KeyRegistration(SessionKeys keys) {
    this.keys = keys;
  }

  /**
   * Registers the key of a login in the old form. Nothing changes if the pair is known.
   *
   * @param wallet the wallet that logged in
   * @param address its session key
   * @param application the application name, kept for lists
   * @throws RefusedException with a text of 6.1
   */
  public void registerPermanent(Address wallet, Address address, String application) {
    Optional<SessionKey> known = keys.find(address);
    if (known.isPresent()) {
      if (!known.get().wallet().equals(wallet)) {
        throw new RefusedException(ErrorText.SIGNER_OF_OTHER_WALLET);
      }
      if (known.get().expiresAtMs() == null) {
        return;
      }
      // A key that a login in the new form registered becomes permanent, as the wallet now signed.
      keys.delete(known.get());
    }
    boolean ownKey = address.equals(wallet);
    boolean hasPermanentKeys = keys.of(address).stream().anyMatch(key -> key.expiresAtMs() == null);
    if (hasPermanentKeys) {
      throw new RefusedException("cannot use a wallet as a signer");
    }
    if (!ownKey || keys.find(wallet).isPresent()) {
      refuseIfSigner(wallet);
    }
    keys.insert(address, wallet, application, "", List.of(), null);
  }

  private void refuseIfSigner(Address wallet) {
    if (keys.find(wallet).filter(key -> key.expiresAtMs() == null).isPresent()) {
      throw new RefusedException("wallet is already in use as a signer");
    }
  }

  /**
   * Registers the key of a login in the new form, or leaves everything as it is when the wallet has
   * this key already. Another key of the same wallet and application gives way.
   *
   * @param wallet the wallet that logged in
   * @param address its session key
   * @param application the application name
   * @param scope the scope, {@code all} when empty
   * @param allowances what the key may spend
   * @param expiresAtMs when it ends, in milliseconds since 1970
   * @param nowMs the time
   * @throws RefusedException with a text of 6.2
   */
  public void register(
      Address wallet,
      Address address,
      String application,
      String scope,
      List<AssetAmount> allowances,
      long expiresAtMs,
      long nowMs) {
    Optional<SessionKey> known = keys.find(address);
    if (known.isPresent()) {
      if (!known.get().wallet().equals(wallet)) {
        throw new RefusedException(ErrorText.SIGNER_OF_OTHER_WALLET);
      }
      if (!known.get().isActive(nowMs)) {
        throw new RefusedException(ErrorText.SESSION_KEY_EXPIRED_BEFORE);
      }
      return;
    }
    if (expiresAtMs <= nowMs) {
      throw new RefusedException(ErrorText.EXPIRATION_IN_PAST);
    }
    for (SessionKey other : keys.of(wallet)) {
      if (other.application().equals(application) && other.expiresAtMs() != null) {
        keys.delete(other);
      }
    }
    keys.insert(
        address, wallet, application, scope.isEmpty() ? "all" : scope, allowances, expiresAtMs);
  }

  /**
   * Ends a key of a wallet (clearnode-0.x 9.5).
   *
   * @param wallet the caller
   * @param signer the address that signed the request: the wallet, or an active key of it
   * @param target the key to end
   * @param nowMs the time
   * @throws RefusedException with a text of 9.5
   */
  public void revoke(Address wallet, Address signer, Address target, long nowMs) {
    SessionKey ending =
        keys.find(target)
            .filter(key -> key.wallet().equals(wallet) && key.isActive(nowMs))
            .orElseThrow(
                () ->
                    new RefusedException(
                        "operation denied: provided address is not an active session key of this"
                            + " user"));
    if (!signer.equals(wallet) && !signer.equals(target)) {
      SessionKey signing =
          keys.find(signer)
              .filter(key -> key.wallet().equals(wallet) && key.isActive(nowMs))
              .orElseThrow(
                  () -> new RefusedException("operation denied: active session key is invalid"));
      if (!signing.application().equals(SessionKey.UNLIMITED_APPLICATION)) {
        throw new RefusedException(ErrorText.SESSION_KEY_MAY_NOT_REVOKE);
      }
    }
    keys.expire(ending, nowMs);
  }
}
