package dev.croupier.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When to dial again after a connection was lost. The pause doubles with every attempt that fails,
 * from {@code shortest} up to {@code longest}; of each pause the share {@code jitter} is left to
 * chance, so that many clients of one node do not come back at the same moment.
 *
 * @param enabled false: stay disconnected until somebody calls {@link NodeConnection#connect}
 * @param shortest the pause before the first attempt, at least 1 ms
 * @param longest no pause is longer; not below {@code shortest}
 * @param jitter from 0, always the full pause, to 1, anything down to none
 */
public record ReconnectPolicy(boolean enabled, Duration shortest, Duration longest, double jitter) {

  /** From 250 ms to 30 s, half of it left to chance. */
  public static final ReconnectPolicy DEFAULT =
      new ReconnectPolicy(true, Duration.ofMillis(250), Duration.ofSeconds(30), 0.5);

  /** Stay disconnected. */
  public static final ReconnectPolicy NEVER =
      new ReconnectPolicy(false, DEFAULT.shortest, DEFAULT.longest, DEFAULT.jitter);

  /**
   * Checks the ranges.
   *
   * @throws ConfigurationException naming the value that is out of range
   */
  public ReconnectPolicy {
    ConfigurationException.requireAtLeast(
        "shortest reconnect pause", shortest.toMillis(), 1, "milliseconds");
    ConfigurationException.requireAtLeast(
        "longest reconnect pause", longest.toMillis(), shortest.toMillis(), "milliseconds");
    if (!(jitter >= 0 && jitter <= 1)) {
      throw new ConfigurationException("reconnect jitter", jitter + " is not from 0 to 1");
    }
  }

  /**
   * @param attempt counts from 0 since the connection was lost
   * @param random the share of chance
   * @return how long to wait before this attempt
   */
  public Duration pauseBefore(int attempt, RandomGenerator random) {
    long longestMs = longest.toMillis();
    int doublings =
        Math.min(Math.max(attempt, 0), Long.numberOfLeadingZeros(shortest.toMillis()) - 1);
    long fullMs = Math.min(longestMs, shortest.toMillis() << doublings);
    return Duration.ofMillis(Math.round(fullMs * (1 - jitter * random.nextDouble())));
  }
}
