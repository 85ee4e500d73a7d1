package dev.croupier.node.ledger;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Times of ledger rows: microseconds since 1970, never the same twice and never going back, so that
 * rows sort by them. Used on the ledger writer's thread only.
 */
public final class Moments {
  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  private final Clock clock;
  private long last;

  /**
   * @param clock where the time comes from
   * @param last the latest time already used, 0 if none
   */
  public Moments(Clock clock, long last) {
    this.clock = clock;
    this.last = last;
  }

  /**
   * @return a time later than all before it, in microseconds
   */
  public long next() {
    last = Math.max(last + 1, clock.millis() * 1000);
    return last;
  }

  /**
   * @param micros microseconds since 1970
   * @return RFC 3339 text with six fractional digits, as in ledger rows
   */
  public static String precise(long micros) {
    return MICROSECONDS.format(instant(micros));
  }

  /**
   * @param micros microseconds since 1970
   * @return RFC 3339 text in seconds, as in app sessions
   */
  public static String inSeconds(long micros) {
    return SECONDS.format(instant(micros));
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000L);
  }
}
