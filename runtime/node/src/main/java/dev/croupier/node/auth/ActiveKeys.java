package dev.croupier.node.auth;

import dev.croupier.protocol.Address;
import dev.croupier.rpc.SigningRule;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The session keys as of the last commit, in memory, for the paths that must not wait for the
 * database. Changed only after a commit; safe for concurrent use.
 */
public final class ActiveKeys implements SigningRule {
  private final Map<Address, SessionKey> byAddress = new ConcurrentHashMap<>();
  private final Map<Address, List<SessionKey>> byWallet = new ConcurrentHashMap<>();

  /**
   * @param keys the keys known at start
   */
  public ActiveKeys(List<SessionKey> keys) {
    keys.stream().collect(Collectors.groupingBy(SessionKey::wallet)).forEach(this::replace);
  }

  /**
   * Takes over what the database holds for one wallet now.
   *
   * @param wallet the wallet whose keys changed
   * @param keys all of its keys
   */
  public final void replace(Address wallet, List<SessionKey> keys) {
    List<SessionKey> before = byWallet.put(wallet, List.copyOf(keys));
    if (before != null) {
      before.forEach(key -> byAddress.remove(key.address(), key));
    }
    keys.forEach(key -> byAddress.put(key.address(), key));
  }

  /** The wallet's own signature counts, or one of an active session key. */
  @Override
  public boolean signsFor(Address signer, Address wallet, long nowMs) {
    if (signer.equals(wallet)) {
      return true;
    }
    SessionKey key = byAddress.get(signer);
    return key != null && key.isActive(nowMs) && key.wallet().equals(wallet);
  }
}
