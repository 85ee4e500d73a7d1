package dev.croupier.host.journal;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How long a journal keeps what no restart needs any more: records of sessions whose end was
 * handled, and of the seat's own turns. Looked after when the journal is opened, and once a day
 * while it is written.
 *
 * @param days records are removed this many days after the session was closed, or, for the seat's
 *     own turns, after the turn; 0 removes every record as soon as a snapshot covers it, those of
 *     open sessions too
 * @param snapshotEvery a seat's snapshots are brought up to date when at least this many records
 *     were written since, and more where many sessions have changed
 * @param clock the time
 */
public record Retention(int days, int snapshotEvery, InstantSource clock) {

  /** How many days records are kept by default. */
  public static final int DEFAULT_DAYS = 30;

  /** After how many records of a seat its snapshots are brought up to date by default. */
  public static final int DEFAULT_SNAPSHOT_EVERY = 1_000;

  /** Keeps records for {@value #DEFAULT_DAYS} days, by the system's clock. */
  public static final Retention DEFAULT =
      new Retention(DEFAULT_DAYS, DEFAULT_SNAPSHOT_EVERY, Clock.systemUTC());

  /**
   * @param days how many days records are kept
   * @return the same with that many
   */
  public Retention withDays(int days) {
    return new Retention(days, snapshotEvery, clock);
  }

  long cutoffMs() {
    return clock.millis() - Duration.ofDays(days).toMillis();
  }
}
