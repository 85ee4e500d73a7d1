package dev.croupier.node.auth;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.AssetAmount;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An address that may sign for a wallet (clearnode-0.x 6).
 *
 * @param id number of the registration, rising
 * @param address the key's address
 * @param wallet whom it signs for
 * @param application the application it is for
 * @param scope free text, never enforced
 * @param allowances what it may spend in its life, by asset
 * @param expiresAtMs when it ends, in milliseconds since 1970; null for keys of the old login form,
 *     which have no end, no cap and no application rule
 * @param createdAtMicros when it was registered, in microseconds since 1970
 */
public record SessionKey(
    long id,
    Address address,
    Address wallet,
    String application,
    String scope,
    List<AssetAmount> allowances,
    @Nullable Long expiresAtMs,
    long createdAtMicros) {
  /** The application whose keys may do everything their wallet may. */
  public static final String UNLIMITED_APPLICATION = "clearnode";

  /** Copies the list. */
  public SessionKey {
    allowances = List.copyOf(allowances);
  }

  /**
   * @param nowMs the time, in milliseconds since 1970
   * @return whether the key still signs for its wallet
   */
  public boolean isActive(long nowMs) {
    return expiresAtMs == null || expiresAtMs > nowMs;
  }

  /**
   * @return whether caps and the application rule do not apply
   */
  public boolean isUnlimited() {
    return expiresAtMs == null || application.equals(UNLIMITED_APPLICATION);
  }
}
