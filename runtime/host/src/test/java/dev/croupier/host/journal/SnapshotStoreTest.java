package dev.croupier.host.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotStoreTest {

  private static final int SESSIONS = 20;
  private static final int STATE_CHARS = 30_000;
  private static final String STATE = '"' + "s".repeat(STATE_CHARS - 2) + '"';
  private static final int RECORD_CHARS = 10_000;
  private static final int RECORDS_PER_SNAPSHOT = 4 * STATE_CHARS / RECORD_CHARS;

  @TempDir Path folder;
  private Connection connection;
  private SnapshotStore store;
  private long seq;

  @BeforeEach
  void open() throws SQLException {
    String file = folder.resolve("j.db").toString();
    connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    JournalLayout.prepare(file, connection);
    store = new SnapshotStore(file, connection, 10);
    store.load("a");
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private static String session(int number) {
    return "0x%064x".formatted(number);
  }

  private void record(int session) throws SQLException {
    seq++;
    store.add(Records.state("a", session(session), seq, STATE), seq, RECORD_CHARS);
    store.takeDue();
  }

  private int snapshots() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM snapshot")) {
      row.next();
      return row.getInt(1);
    }
  }

  @Test
  void round_goesOnlyAsFastAsRecordsCome_andIsDurableAsAWhole() throws SQLException {
    int begun = 0;
    while (snapshots() == 0) {
      record(begun++ % SESSIONS);
    }
    assertThat(begun).isGreaterThanOrEqualTo(SESSIONS * RECORDS_PER_SNAPSHOT);
    assertThat(snapshots()).isEqualTo(1);
    assertThat(store.taken()).isFalse();

    int before = snapshots();
    int records = 0;
    while (!store.taken()) {
      record(records++ % SESSIONS);
      int now = snapshots();
      // One session at a time; with the last, the seat's own.
      assertThat(now - before).isBetween(0, now == SESSIONS + 1 ? 2 : 1);
      before = now;
    }
    assertThat(snapshots()).isEqualTo(SESSIONS + 1);
    assertThat(records)
        .isBetween((SESSIONS - 1) * RECORDS_PER_SNAPSHOT, SESSIONS * RECORDS_PER_SNAPSHOT * 2);
  }

  @Test
  void orderlyEnd_waitsForNoFurtherRecords() throws SQLException {
    int begun = 0;
    while (snapshots() == 0) {
      record(begun++ % SESSIONS);
    }
    store.takeAll();
    assertThat(snapshots()).isEqualTo(SESSIONS + 1);
    assertThat(store.taken()).isTrue();
  }
}
