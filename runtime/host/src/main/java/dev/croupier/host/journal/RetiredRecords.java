package dev.croupier.host.journal;

import dev.croupier.host.turn.Input;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Removes records that no restart needs any more when their time is over, a bounded number at a
 * time, so that new records do not wait for it. Used by the journal's writer.
 *
 * <p>A sweep walks the records from the oldest to the first that is too young. The end of a session
 * is forgotten after a sweep that has passed the session's last record and left none of it. A sweep
 * that is interrupted begins anew with the next start.
 */
final class RetiredRecords {

  private static final long DAY_MS = Duration.ofDays(1).toMillis();

  private static final String RETIRED =
      "((j.session = '' AND j.time_ms < ?) OR EXISTS (SELECT 1 FROM closed c"
          + " WHERE c.seat = j.seat AND c.session = j.session AND c.time_ms < ?))";

  private final Retention retention;
  private final int atOnce;
  private final PreparedStatement window;
  private final PreparedStatement remove;
  private final PreparedStatement firstLeft;
  private final PreparedStatement forget;
  private final PreparedStatement removeCovered;
  private final PreparedStatement forgetCovered;
  private long nextMs;
  private boolean working = true;
  private @Nullable Sweep sweep;

  /**
   * @param atOnce how many records one step looks at
   */
  RetiredRecords(Connection connection, Retention retention, int atOnce) throws SQLException {
    this.retention = retention;
    this.atOnce = atOnce;
    this.nextMs = retention.clock().millis() + DAY_MS;
    window =
        connection.prepareStatement(
            "SELECT seq, time_ms FROM journal WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?");
    remove =
        connection.prepareStatement(
            "DELETE FROM journal WHERE seq IN (SELECT j.seq FROM journal j"
                + " JOIN snapshot_end e ON e.seat = j.seat AND j.seq <= e.seq"
                + " WHERE j.seq > ? AND j.seq <= ? AND "
                + RETIRED
                + ")");
    firstLeft =
        connection.prepareStatement(
            "SELECT min(j.seq) FROM journal j WHERE j.seq > ? AND j.seq <= ? AND " + RETIRED);
    forget = connection.prepareStatement("DELETE FROM closed WHERE time_ms < ? AND last_seq < ?");
    removeCovered =
        connection.prepareStatement(
            "DELETE FROM journal WHERE seq IN (SELECT j.seq FROM snapshot_end e"
                + " CROSS JOIN journal j ON j.seat = e.seat AND j.seq <= e.seq LIMIT ?)");
    forgetCovered =
        connection.prepareStatement(
            "DELETE FROM closed WHERE last_seq <="
                + " (SELECT e.seq FROM snapshot_end e WHERE e.seat = closed.seat)");
  }

  /** Whether this record is the last of its session. */
  static boolean ends(JournalRecord record) {
    return record.input() instanceof Input.SessionClosed && record.session().isPresent();
  }

  /**
   * @return whether there may be more to remove right away
   */
  boolean working() {
    return working;
  }

  /**
   * Removes some records if it is time.
   *
   * @param snapshotsTaken whether more records are covered by snapshots than before
   * @param lastSeq the number of the latest record
   */
  void step(boolean snapshotsTaken, long lastSeq) throws SQLException {
    long nowMs = retention.clock().millis();
    if (nowMs >= nextMs) {
      nextMs = nowMs + DAY_MS;
      working = true;
    }
    if (retention.days() == 0) {
      working = (working || snapshotsTaken) && removeCovered();
    } else if (working) {
      if (sweep == null) {
        sweep = new Sweep(retention.cutoffMs(), lastSeq);
      }
      working = goOn(sweep, nowMs);
      sweep = working ? sweep : null;
    }
  }

  private boolean removeCovered() throws SQLException {
    removeCovered.setInt(1, atOnce);
    boolean more = removeCovered.executeUpdate() >= atOnce;
    if (!more) {
      forgetCovered.executeUpdate();
    }
    return more;
  }

  /** Looks at the next records of the sweep; returns whether there are more. */
  private boolean goOn(Sweep sweep, long nowMs) throws SQLException {
    long after = sweep.walkedTo;
    boolean more = walk(sweep, nowMs);
    within(remove, after, sweep);
    remove.executeUpdate();
    within(firstLeft, after, sweep);
    try (ResultSet row = firstLeft.executeQuery()) {
      if (row.next() && row.getLong(1) > 0) {
        sweep.firstLeft = Math.min(sweep.firstLeft, row.getLong(1));
      }
    }
    if (!more) {
      forget.setLong(1, sweep.cutoffMs);
      forget.setLong(2, Math.min(sweep.firstLeft, sweep.walkedTo + 1));
      forget.executeUpdate();
    }
    return more;
  }

  /** Finds the end of the next window. */
  private boolean walk(Sweep sweep, long nowMs) throws SQLException {
    window.setLong(1, sweep.walkedTo);
    window.setLong(2, sweep.lastSeq);
    window.setInt(3, atOnce);
    int seen = 0;
    try (ResultSet rows = window.executeQuery()) {
      while (rows.next()) {
        long seq = rows.getLong(1);
        long timeMs = rows.getLong(2);
        // A time to come was written by a clock that was wrong: it says nothing of what follows.
        if (timeMs >= sweep.cutoffMs && timeMs <= nowMs) {
          sweep.walkedTo = seq - 1;
          return false;
        }
        sweep.walkedTo = seq;
        seen++;
      }
    }
    if (seen < atOnce) {
      sweep.walkedTo = sweep.lastSeq;
    }
    return seen == atOnce;
  }

  private static void within(PreparedStatement statement, long after, Sweep sweep)
      throws SQLException {
    statement.setLong(1, after);
    statement.setLong(2, sweep.walkedTo);
    statement.setLong(3, sweep.cutoffMs);
    statement.setLong(4, sweep.cutoffMs);
  }

  /**
   * Which records are to go is settled when a sweep begins, so that it never forgets the end of a
   * session of which it has left a record behind.
   */
  private static final class Sweep {
    final long cutoffMs;
    final long lastSeq;
    long walkedTo;

    /** The first record that would have gone if a snapshot covered it. */
    long firstLeft = Long.MAX_VALUE;

    Sweep(long cutoffMs, long lastSeq) {
      this.cutoffMs = cutoffMs;
      this.lastSeq = lastSeq;
    }
  }
}
