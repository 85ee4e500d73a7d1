package dev.croupier.node.auth;

import dev.croupier.protocol.v0.auth.AuthRequestParams;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The logins that have been asked for and wait for a signature (clearnode-0.x 5.1). A challenge
 * lives for some minutes, is good for one success, and is not bound to a connection. Safe for
 * concurrent use.
 */
public final class Challenges {
  private final RandomGenerator random;
  private final long lifetimeMs;
  private final int capacity;
  private final Map<String, Pending> pending = new HashMap<>();

  /** Who comes again with one of these is told otherwise than who makes a challenge up. */
  private final Map<String, AuthRequestParams> used;

  /** A login that waits. */
  private record Pending(AuthRequestParams login, long createdAtMs) {}

  /**
   * @param random where challenges come from; must be unpredictable
   * @param lifetime how long a challenge is good
   * @param capacity how many may wait at a time
   */
  public Challenges(RandomGenerator random, Duration lifetime, int capacity) {
    this.random = random;
    this.lifetimeMs = lifetime.toMillis();
    this.capacity = capacity;
    this.used =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, AuthRequestParams> eldest) {
            return size() > capacity;
          }
        };
  }

  /**
   * Makes a challenge.
   *
   * @param login the login it is for
   * @param nowMs the time
   * @return a UUID of version 4, or empty if too many are waiting
   */
  public synchronized Optional<String> create(AuthRequestParams login, long nowMs) {
    if (pending.size() >= capacity) {
      pending.values().removeIf(waiting -> nowMs - waiting.createdAtMs() > lifetimeMs);
      if (pending.size() >= capacity) {
        return Optional.empty();
      }
    }
    long high = (random.nextLong() & ~0xf000L) | 0x4000L;
    long low = (random.nextLong() & ~(3L << 62)) | (2L << 62);
    String challenge = new UUID(high, low).toString();
    pending.put(challenge, new Pending(login, nowMs));
    return Optional.of(challenge);
  }

  /**
   * @param challenge text of a challenge
   * @return the login it was made for, expired or lately used or not, or null if there is none
   */
  public synchronized @Nullable AuthRequestParams find(String challenge) {
    Pending found = pending.get(challenge);
    return found == null ? used.get(challenge) : found.login();
  }

  /**
   * Uses a challenge up.
   *
   * @param challenge text of a challenge whose signature is good
   * @param nowMs the time
   * @return false if it has expired or was used before
   */
  public synchronized boolean use(String challenge, long nowMs) {
    Pending found = pending.remove(challenge);
    if (found == null) {
      return false;
    }
    used.put(challenge, found.login());
    return nowMs - found.createdAtMs() <= lifetimeMs;
  }
}
