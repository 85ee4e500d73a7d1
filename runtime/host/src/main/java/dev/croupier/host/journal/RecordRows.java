package dev.croupier.host.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * Adds rows to the tables {@code journal} and {@code closed}. Used by the journal's writer, within
 * its transactions; its statements live as long as the connection.
 */
final class RecordRows {

  private final PreparedStatement insert;
  private final PreparedStatement close;
  private final PreparedStatement late;
  private long lastSeq;

  RecordRows(Connection connection) throws SQLException {
    insert =
        connection.prepareStatement(
            "INSERT INTO journal (seq, seat, session, time_ms, record) VALUES (?, ?, ?, ?, ?)");
    close =
        connection.prepareStatement(
            "INSERT INTO closed (seat, session, time_ms, last_seq) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT (seat, session) DO UPDATE"
                + " SET time_ms = excluded.time_ms, last_seq = excluded.last_seq");
    late =
        connection.prepareStatement(
            "UPDATE closed SET last_seq = ? WHERE seat = ? AND session = ?");
    lastSeq = lastSeq(connection);
  }

  /** No number is given twice, even if all records were removed: a snapshot covered the last. */
  private static long lastSeq(Connection connection) throws SQLException {
    try (Statement query = connection.createStatement();
        ResultSet row =
            query.executeQuery(
                "SELECT max(coalesce((SELECT max(seq) FROM journal), 0),"
                    + " coalesce((SELECT max(seq) FROM snapshot_end), 0))")) {
      row.next();
      return row.getLong(1);
    }
  }

  /**
   * Takes a record for the next {@link #write}.
   *
   * @param record the record
   * @param text its written form
   * @param open the sessions of the seat that are open after it
   */
  void add(JournalRecord record, String text, Set<String> open) throws SQLException {
    lastSeq++;
    insert.setLong(1, lastSeq);
    insert.setString(2, record.seat());
    insert.setString(3, record.session().orElse(""));
    insert.setLong(4, record.timeMs());
    insert.setString(5, text);
    insert.addBatch();
    if (RetiredRecords.ends(record)) {
      close.setString(1, record.seat());
      close.setString(2, record.session().orElse(""));
      close.setLong(3, record.timeMs());
      close.setLong(4, lastSeq);
      close.executeUpdate();
    } else if (record.session().isPresent() && !open.contains(record.session().get())) {
      late.setLong(1, lastSeq);
      late.setString(2, record.seat());
      late.setString(3, record.session().get());
      late.executeUpdate();
    }
  }

  /**
   * @return the number of the latest record, 0 if there never was one
   */
  long lastSeq() {
    return lastSeq;
  }

  /** Writes the records that were added. */
  void write() throws SQLException {
    insert.executeBatch();
  }
}
