package dev.croupier.node.auth;

import dev.croupier.protocol.Address;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When each wallet last logged in or made a private call (clearnode-0.x 5.5). Kept in memory only:
 * a restart forgets it, as the servers do. Safe for concurrent use.
 */
public final class Activity {
  private final long limitMs;
  private final Map<Address, Long> lastMs = new ConcurrentHashMap<>();

  /**
   * @param limit how long a wallet may be silent before it must log in again
   */
  public Activity(Duration limit) {
    this.limitMs = limit.toMillis();
  }

  /**
   * @param wallet a wallet that logged in
   * @param nowMs the time
   */
  public void loggedIn(Address wallet, long nowMs) {
    lastMs.put(wallet, nowMs);
  }

  /**
   * Checks that a wallet was active lately, and if so counts this call as activity.
   *
   * @param wallet the caller
   * @param nowMs the time
   * @return false if the wallet must log in again
   */
  public boolean touch(Address wallet, long nowMs) {
    Long last = lastMs.get(wallet);
    if (last == null || nowMs - last > limitMs) {
      return false;
    }
    lastMs.put(wallet, nowMs);
    return true;
  }
}
