package dev.croupier.host;

import java.time.Duration;

/**
 * How closely a seat watches at the node what happens to its sessions; see {@link #DEFAULTS}.
 *
 * @param sessions the time between two comparisons of the open sessions with the node's, 1 s to one
 *     day; default 60 s
 * @param close how long a session is looked at after its close was announced, 1 s to one hour;
 *     default 90 s, since a close can be sent for about a minute after it was dated
 */
public record WatchLimits(Duration sessions, Duration close) {

  /** The shortest of either time. */
  public static final Duration SHORTEST = Duration.ofSeconds(1);

  /** The longest time between two comparisons. */
  public static final Duration LONGEST_SESSIONS = Duration.ofDays(1);

  /** The longest time a close is watched. */
  public static final Duration LONGEST_CLOSE = Duration.ofHours(1);

  /** The default of both. */
  public static final WatchLimits DEFAULTS =
      new WatchLimits(Duration.ofSeconds(60), Duration.ofSeconds(90));

  /** Checks the bounds. */
  public WatchLimits {
    check("time between comparisons of sessions", sessions, LONGEST_SESSIONS);
    check("time a close is watched", close, LONGEST_CLOSE);
  }

  private static void check(String limit, Duration value, Duration longest) {
    if (value.compareTo(SHORTEST) < 0 || value.compareTo(longest) > 0) {
      throw new HostConfigException(
          limit
              + " is "
              + value.toMillis()
              + " ms, must be "
              + SHORTEST.toMillis()
              + " to "
              + longest.toMillis());
    }
  }
}
