package dev.croupier.host.journal;

import dev.croupier.host.turn.Input;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Removes records that no restart needs any more when their time is over, a bounded number at a
 * time, so that new records do not wait for it. Used by the journal's writer.
 */
final class RetiredRecords {

  private static final int AT_ONCE = 2_000;
  private static final long DAY_MS = Duration.ofDays(1).toMillis();

  private final Connection connection;
  private final Retention retention;
  private long nextMs;
  private boolean working = true;

  RetiredRecords(Connection connection, Retention retention) {
    this.connection = connection;
    this.retention = retention;
    this.nextMs = retention.clock().millis() + DAY_MS;
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
   */
  void step(boolean snapshotsTaken) throws SQLException {
    long nowMs = retention.clock().millis();
    if (nowMs >= nextMs) {
      nextMs = nowMs + DAY_MS;
      working = true;
    }
    if (retention.days() == 0 && snapshotsTaken) {
      working = true;
    }
    if (working) {
      int removed = retention.days() == 0 ? removeCovered() : removeOld(retention.cutoffMs());
      working = removed >= AT_ONCE;
    }
  }

  private int removeCovered() throws SQLException {
    return remove(
            "SELECT j.seq FROM snapshot_end e CROSS JOIN journal j"
                + " ON j.seat = e.seat AND j.seq <= e.seq WHERE j.time_ms <= ? LIMIT ?",
            Long.MAX_VALUE)
        + forgetClosed(Long.MAX_VALUE);
  }

  private int removeOld(long cutoffMs) throws SQLException {
    int removed =
        remove(
            "SELECT j.seq FROM closed c CROSS JOIN snapshot_end e ON e.seat = c.seat"
                + " CROSS JOIN journal j"
                + " ON j.seat = c.seat AND j.session = c.session AND j.seq <= e.seq"
                + " WHERE c.time_ms < ? LIMIT ?",
            cutoffMs);
    if (removed < AT_ONCE) {
      removed +=
          remove(
              "SELECT j.seq FROM snapshot_end e CROSS JOIN journal j"
                  + " ON j.seat = e.seat AND j.session = '' AND j.seq <= e.seq"
                  + " WHERE j.time_ms < ? LIMIT ?",
              cutoffMs);
    }
    return removed < AT_ONCE ? removed + forgetClosed(cutoffMs) : removed;
  }

  private int remove(String which, long timeMs) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM journal WHERE seq IN (" + which + ")")) {
      delete.setLong(1, timeMs);
      delete.setInt(2, AT_ONCE);
      return delete.executeUpdate();
    }
  }

  /** Forgets the ends of sessions of which nothing is left. */
  private int forgetClosed(long cutoffMs) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM closed WHERE time_ms < ? AND NOT EXISTS (SELECT 1 FROM journal"
                + " WHERE journal.seat = closed.seat AND journal.session = closed.session)")) {
      delete.setLong(1, cutoffMs);
      return delete.executeUpdate();
    }
  }
}
