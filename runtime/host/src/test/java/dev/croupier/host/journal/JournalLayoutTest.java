package dev.croupier.host.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.host.turn.Input;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file as the version before wrote it: seat {@code a} with an open session and a closed one, to
 * which an answer came after its end, and with a turn of its own; seat {@code b} with one.
 */
class JournalLayoutTest {

  private static final Instant WRITTEN = Instant.ofEpochMilli(1_760_000_000_000L);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void copy() throws IOException {
    file = folder.resolve("j.db");
    try (InputStream old = JournalLayoutTest.class.getResourceAsStream("layout-2.db")) {
      Files.copy(old, file);
    }
  }

  private SqliteJournal open(int days, Instant now) {
    return SqliteJournal.open(file, JournalMode.FAST, new Retention(days, 1_000, () -> now));
  }

  private static List<Long> turns(Journal journal, String seat) {
    List<Long> turns = new ArrayList<>();
    journal.load(seat, record -> turns.add(record.turn()));
    return turns;
  }

  private List<String> query(String sql) throws Exception {
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = other.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }

  @Test
  void fileOfLayout2_opens_withItsRecordsMemoriesAndNumbers() throws Exception {
    final List<String> records = query("SELECT record FROM journal ORDER BY seq");
    try (SqliteJournal journal = open(30, WRITTEN)) {
      assertThat(journal.memory("a").sessions()).containsOnlyKeys(Records.SESSION);
      assertThat(journal.recordsFolded()).isZero();
      assertThat(turns(journal, "a")).hasSize(5);
      journal.append(Records.own("b", 7, new Input.Started())).join();
    }
    assertThat(query("SELECT record FROM journal ORDER BY seq"))
        .startsWith(records.toArray(String[]::new));
    assertThat(query("SELECT seq FROM journal ORDER BY seq"))
        .containsExactly("1", "2", "3", "4", "5", "6", "7");
    assertThat(query("SELECT name FROM sqlite_schema WHERE name LIKE 'journal%' ORDER BY name"))
        .containsExactly("journal", "journal_seat");
    assertThat(query("SELECT sql FROM sqlite_schema WHERE name = 'journal'").getFirst())
        .doesNotContain("AUTOINCREMENT");
    assertThat(query("PRAGMA integrity_check")).containsExactly("ok");
  }

  @Test
  void endsOfSessionsOfLayout2_areKeptAndForgottenWithTheirLastRecord() throws Exception {
    open(30, WRITTEN.plus(Duration.ofDays(29))).close();
    assertThat(query("SELECT last_seq FROM closed")).containsExactly("5");
    try (SqliteJournal journal = open(30, WRITTEN.plus(Duration.ofDays(31)))) {
      Awaitility.await().untilAsserted(() -> assertThat(turns(journal, "b")).isEmpty());
      assertThat(turns(journal, "a")).hasSize(1);
    }
    assertThat(query("SELECT session FROM closed")).isEmpty();
  }

  @Test
  void numbersOfRecords_areNeverGivenAgain_evenWhenAllWereRemoved() throws Exception {
    try (SqliteJournal journal = open(0, WRITTEN)) {
      Awaitility.await().untilAsserted(() -> assertThat(turns(journal, "a")).isEmpty());
      Awaitility.await().untilAsserted(() -> assertThat(turns(journal, "b")).isEmpty());
    }
    assertThat(query("SELECT seq FROM journal")).isEmpty();
    try (SqliteJournal journal = open(30, WRITTEN)) {
      journal.append(Records.own("b", 8, new Input.Started())).join();
    }
    assertThat(query("SELECT seq FROM journal")).containsExactly("7");
  }
}
