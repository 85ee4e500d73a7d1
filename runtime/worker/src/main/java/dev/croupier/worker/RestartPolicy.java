package dev.croupier.worker;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When a worker that has ended is started again. The pause doubles with every restart of the last
 * minute, from {@code shortest} up to {@code longest}; of each pause the share {@code jitter} is
 * left to chance, so that many workers do not start at the same moment.
 *
 * @param perMinute how often a worker may be started again within a minute; the next time its app
 *     is stopped
 * @param shortest the pause before the first restart, at least 1 ms
 * @param longest no pause is longer; not below {@code shortest}
 * @param jitter from 0, always the full pause, to 1, anything down to none
 */
public record RestartPolicy(int perMinute, Duration shortest, Duration longest, double jitter) {

  /** Ten times a minute, after 50 ms to 5 s, half of it left to chance. */
  public static final RestartPolicy DEFAULT =
      new RestartPolicy(10, Duration.ofMillis(50), Duration.ofSeconds(5), 0.5);

  /**
   * Checks the ranges.
   *
   * @throws InvalidWorkerSettingException naming the value that is out of range
   */
  public RestartPolicy {
    InvalidWorkerSettingException.requireAtLeast("restarts per minute", perMinute, 1);
    InvalidWorkerSettingException.requireAtLeast(
        "shortest restart pause in ms", shortest.toMillis(), 1);
    InvalidWorkerSettingException.requireAtLeast(
        "longest restart pause in ms", longest.toMillis(), shortest.toMillis());
    if (!(jitter >= 0 && jitter <= 1)) {
      throw new InvalidWorkerSettingException("restart jitter is " + jitter + ", not from 0 to 1");
    }
  }

  /**
   * @param restarts how many there were within the last minute
   * @return these rules with another number per minute
   */
  public RestartPolicy withPerMinute(int restarts) {
    return new RestartPolicy(restarts, shortest, longest, jitter);
  }

  /**
   * @param recent restarts within the last minute
   * @param random the share of chance
   * @return how long to wait before the next one
   */
  Duration pauseAfter(int recent, RandomGenerator random) {
    int doublings =
        Math.min(Math.max(recent, 0), Long.numberOfLeadingZeros(shortest.toMillis()) - 1);
    long fullMs = Math.min(longest.toMillis(), shortest.toMillis() << doublings);
    return Duration.ofMillis(Math.round(fullMs * (1 - jitter * random.nextDouble())));
  }
}
