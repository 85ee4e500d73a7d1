package dev.croupier.host.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The tables of a journal file, and the way from older ones. */
final class JournalLayout {

  static final int LAYOUT = 3;

  private JournalLayout() {}

  /**
   * Makes the tables, or brings those of an older layout up to date, in one transaction. Leaves the
   * connection without automatic commits.
   *
   * @throws JournalException if the file is of a newer layout
   */
  static void prepare(String place, Connection connection) throws SQLException {
    int layout;
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      layout = row.next() ? row.getInt(1) : 0;
    }
    if (layout > LAYOUT) {
      throw new JournalException(
          place, "has layout " + layout + ", this version knows up to " + LAYOUT);
    }
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      if (layout == 0) {
        records(statement);
        snapshots(statement);
        statement.executeUpdate(
            "CREATE TABLE closed (seat TEXT NOT NULL, session TEXT NOT NULL,"
                + " time_ms INTEGER NOT NULL, last_seq INTEGER NOT NULL,"
                + " PRIMARY KEY (seat, session))");
      }
      if (layout == 1) {
        second(statement);
      }
      if (layout == 1 || layout == 2) {
        third(statement);
      }
      statement.executeUpdate("PRAGMA user_version = " + LAYOUT);
      connection.commit();
    }
  }

  /**
   * The rows are numbered by the writer: if SQLite remembered which numbers were given, each commit
   * would write another page. There is one index; a page of it is written with every record.
   */
  private static void records(Statement statement) throws SQLException {
    statement.executeUpdate(
        "CREATE TABLE journal (seq INTEGER PRIMARY KEY, seat TEXT NOT NULL,"
            + " session TEXT NOT NULL, time_ms INTEGER NOT NULL, record TEXT NOT NULL)");
    statement.executeUpdate("CREATE INDEX journal_seat ON journal (seat, seq)");
  }

  private static void snapshots(Statement statement) throws SQLException {
    statement.executeUpdate(
        "CREATE TABLE snapshot (seat TEXT NOT NULL, session TEXT NOT NULL,"
            + " place INTEGER NOT NULL, snapshot TEXT NOT NULL, PRIMARY KEY (seat, session))");
    statement.executeUpdate(
        "CREATE TABLE snapshot_end (seat TEXT PRIMARY KEY, seq INTEGER NOT NULL)");
  }

  private static void second(Statement statement) throws SQLException {
    statement.executeUpdate("ALTER TABLE journal ADD COLUMN time_ms INTEGER NOT NULL DEFAULT 0");
    // What is no record is left for its reader to complain about.
    statement.executeUpdate(
        "UPDATE journal SET time_ms = coalesce(json_extract(record, '$.timeMs'), 0)"
            + " WHERE json_valid(record)");
    statement.executeUpdate("CREATE INDEX journal_session ON journal (seat, session, seq)");
    snapshots(statement);
    statement.executeUpdate(
        "CREATE TABLE closed (seat TEXT NOT NULL, session TEXT NOT NULL,"
            + " time_ms INTEGER NOT NULL, PRIMARY KEY (seat, session))");
    statement.executeUpdate(
        "INSERT INTO closed SELECT seat, session, max(time_ms) FROM journal"
            + " WHERE json_valid(record) AND json_extract(record, '$.input.type') = 'sessionClosed'"
            + " GROUP BY seat, session");
  }

  private static void third(Statement statement) throws SQLException {
    statement.executeUpdate("ALTER TABLE closed ADD COLUMN last_seq INTEGER NOT NULL DEFAULT 0");
    statement.executeUpdate(
        "UPDATE closed SET last_seq = coalesce((SELECT max(j.seq) FROM journal j"
            + " WHERE j.seat = closed.seat AND j.session = closed.session), 0)");
    statement.executeUpdate("ALTER TABLE journal RENAME TO journal_before");
    statement.executeUpdate("DROP INDEX journal_session");
    statement.executeUpdate("DROP INDEX journal_seat");
    records(statement);
    statement.executeUpdate(
        "INSERT INTO journal (seq, seat, session, time_ms, record)"
            + " SELECT seq, seat, session, time_ms, record FROM journal_before ORDER BY seq");
    statement.executeUpdate("DROP TABLE journal_before");
  }
}
