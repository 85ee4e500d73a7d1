package dev.croupier.protocol.v0;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Optional;

/** Times as RFC 3339 texts in UTC, the way the Go server writes them. */
public final class WireTime {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter FRACTION =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendLiteral('Z')
          .toFormatter()
          .withZone(ZoneOffset.UTC);

  private WireTime() {}

  /** Whole seconds, as in app sessions: {@code 2025-10-09T08:53:20Z}. */
  public static String seconds(Instant time) {
    return SECONDS.format(time);
  }

  /** With as many digits as needed, as in the ledger: {@code 2025-10-09T08:53:20.123456Z}. */
  public static String precise(Instant time) {
    return FRACTION.format(time);
  }

  /** The time a text stands for, in any offset; empty if it is not RFC 3339. */
  static Optional<Instant> read(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
