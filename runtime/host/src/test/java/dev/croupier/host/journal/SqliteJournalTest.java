package dev.croupier.host.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.host.turn.Input;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SqliteJournalTest {

  /** By this clock nothing in the tests is old. */
  private static final Retention KEEPING = keeping(30, Instant.ofEpochMilli(1_000));

  @TempDir Path folder;

  private static List<JournalRecord> load(Journal journal, String seat) {
    List<JournalRecord> records = new ArrayList<>();
    journal.load(seat, records::add);
    return records;
  }

  @ParameterizedTest
  @EnumSource(JournalMode.class)
  void records_ofManyThreads_areThereAfterReopening_eachSeatsInOrder(JournalMode mode)
      throws InterruptedException {
    Path file = folder.resolve("deep/er/journal.db");
    try (SqliteJournal journal = SqliteJournal.open(file, mode)) {
      List<Thread> threads = new ArrayList<>();
      for (String seat : List.of("a", "b", "c")) {
        threads.add(
            Thread.ofPlatform()
                .start(
                    () -> {
                      CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
                      for (int turn = 1; turn <= 300; turn++) {
                        last = journal.append(Records.record(seat, turn, new Input.Started()));
                      }
                      last.join();
                    }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
    try (SqliteJournal journal = SqliteJournal.open(file, mode)) {
      for (String seat : List.of("a", "b", "c")) {
        List<JournalRecord> records = load(journal, seat);
        assertThat(records).hasSize(300).allMatch(record -> record.seat().equals(seat));
        assertThat(records).extracting(JournalRecord::turn).isSorted();
        assertThat(records.get(41)).isEqualTo(Records.record(seat, 42, new Input.Started()));
      }
    }
  }

  @Test
  void recordThatMayWait_isDurableWithTheNextOne_andOnceTheJournalIsClosed() {
    Path file = folder.resolve("j.db");
    try (SqliteJournal journal = SqliteJournal.open(file, JournalMode.DURABLE)) {
      Duration day = Duration.ofDays(1);
      CompletableFuture<Void> first =
          journal.append(Records.record("a", 1, new Input.Started()), day);
      assertThat(first).isNotDone();
      journal.append(Records.record("a", 2, new Input.Stopped())).join();
      assertThat(first).isDone();
      CompletableFuture<Void> _ = journal.append(Records.record("a", 3, new Input.Started()), day);
    }
    try (SqliteJournal journal = SqliteJournal.open(file, JournalMode.DURABLE)) {
      assertThat(load(journal, "a")).extracting(JournalRecord::turn).containsExactly(1L, 2L, 3L);
    }
  }

  @Test
  void recordThatMayWait_isDurableAfterItsTime() {
    try (SqliteJournal journal = SqliteJournal.open(folder.resolve("j.db"), JournalMode.FAST)) {
      JournalRecord record = Records.record("a", 1, new Input.Started());
      assertThat(journal.append(record, Duration.ofMillis(1)))
          .succeedsWithin(Duration.ofSeconds(10));
    }
  }

  @Test
  void futures_completeInTheOrderOfTheCalls() {
    ConcurrentLinkedQueue<Integer> completed = new ConcurrentLinkedQueue<>();
    try (SqliteJournal journal = SqliteJournal.open(folder.resolve("j.db"), JournalMode.DURABLE)) {
      List<CompletableFuture<?>> all = new ArrayList<>();
      for (int turn = 1; turn <= 500; turn++) {
        int number = turn;
        all.add(
            journal
                .append(Records.record("a", turn, new Input.Started()))
                .thenRun(() -> completed.add(number)));
      }
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    }
    assertThat(new ArrayList<>(completed)).hasSize(500).isSorted();
  }

  @Test
  void durableMode_syncsEveryCommit() throws Exception {
    Path file = folder.resolve("j.db");
    try (SqliteJournal journal = SqliteJournal.open(file, JournalMode.DURABLE)) {
      assertThat(journal.pragma("journal_mode")).isEqualTo("wal");
      assertThat(journal.pragma("synchronous")).isEqualTo("2");
    }
  }

  @Test
  void closedJournal_takesNoMoreRecords() {
    SqliteJournal journal = SqliteJournal.open(folder.resolve("j.db"), JournalMode.FAST);
    journal.close();
    assertThat(journal.append(Records.failed("a", 1)))
        .isCompletedExceptionally()
        .failsWithin(Duration.ofSeconds(1))
        .withThrowableThat()
        .withMessageContaining("is closed");
  }

  @Test
  void brokenStore_failsThisAndEveryLaterRecord() throws Exception {
    Path file = folder.resolve("j.db");
    try (SqliteJournal journal = SqliteJournal.open(file, JournalMode.DURABLE)) {
      journal.append(Records.failed("a", 1)).join();
      try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
          Statement statement = other.createStatement()) {
        statement.executeUpdate("DROP TABLE journal");
      }
      CompletableFuture<Void> second = journal.append(Records.failed("a", 2));
      assertThat(second)
          .failsWithin(Duration.ofSeconds(10))
          .withThrowableThat()
          .withCauseInstanceOf(JournalException.class);
      assertThat(journal.append(Records.failed("a", 3))).isCompletedExceptionally();
    }
  }

  @Test
  void recordThatHasNoWrittenForm_failsWithItsReason_andEveryLaterOneToo() {
    try (SqliteJournal journal = SqliteJournal.open(folder.resolve("j.db"), JournalMode.FAST)) {
      journal.append(Records.failed("a", 1)).join();
      assertThat(journal.append(Records.own("a", 2, nothing())))
          .failsWithin(Duration.ofSeconds(10))
          .withThrowableThat()
          .withCauseInstanceOf(JournalException.class)
          .withMessageContaining("cannot be written: java.lang.NullPointerException");
      assertThat(journal.append(Records.failed("a", 3))).isCompletedExceptionally();
      assertThat(load(journal, "a")).hasSize(1);
    }
  }

  /** What no turn has. */
  @SuppressWarnings("NullAway")
  private static Input nothing() {
    return null;
  }

  @Test
  void journalThatIsBeingWritten_isRefusedToASecondWriter_andCanStillBeRead() {
    Path file = folder.resolve("j.db");
    try (SqliteJournal journal = SqliteJournal.open(file, JournalMode.FAST)) {
      journal.append(Records.own("a", 1, new Input.Started())).join();
      assertThatThrownBy(() -> SqliteJournal.open(file, JournalMode.FAST))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("another host");
      JournalReader reader = new JournalReader(file);
      List<JournalRecord> records = new ArrayList<>();
      reader.load("a", records::add);
      assertThat(records).hasSize(1);
      assertThat(reader.seats()).containsExactly("a");
    }
    SqliteJournal.open(file, JournalMode.FAST).close();
    assertThatThrownBy(() -> new JournalReader(folder.resolve("none.db")))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("none.db");
  }

  @Test
  void fileOfANewerLayout_isRefused() throws Exception {
    Path file = folder.resolve("j.db");
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = other.createStatement()) {
      statement.executeUpdate("PRAGMA user_version = 9");
    }
    assertThatThrownBy(() -> SqliteJournal.open(file, JournalMode.FAST))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("layout 9");
  }

  @Test
  void fileThatIsNoDatabase_isRefusedWithItsName() throws Exception {
    Path file = folder.resolve("j.db");
    Files.writeString(file, "this is no database, it is a text that is long enough to be read");
    assertThatThrownBy(() -> SqliteJournal.open(file, JournalMode.FAST))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void fileOfLayout1_opens_withItsRecordsAndMemories() throws Exception {
    Path file = folder.resolve("j.db");
    String record =
        """
        {"format":1,"seat":"a","run":"r-1","turn":%d,"session":"%s","timeMs":7,"seed":"-9",\
        "app":"player.js","codeHash":"c0de","input":{"type":"%s"%s},"effects":[],"state":"{}"}\
        """;
    String other = "0x" + "0b".repeat(32);
    try (Connection old = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = old.createStatement()) {
      statement.executeUpdate(
          "CREATE TABLE journal (seq INTEGER PRIMARY KEY AUTOINCREMENT,"
              + " seat TEXT NOT NULL, session TEXT NOT NULL, record TEXT NOT NULL)");
      statement.executeUpdate("CREATE INDEX journal_seat ON journal (seat, seq)");
      statement.executeUpdate("PRAGMA user_version = 1");
      for (String[] row :
          new String[][] {
            {Records.SESSION, record.formatted(1, Records.SESSION, "sessionCreated", "")},
            {other, record.formatted(2, other, "sessionCreated", "")},
            {other, record.formatted(3, other, "sessionClosed", ",\"finalAllocations\":[]")}
          }) {
        statement.executeUpdate(
            "INSERT INTO journal (seat, session, record) VALUES ('a', '%s', '%s')"
                .formatted(row[0], row[1]));
      }
    }
    try (SqliteJournal journal = SqliteJournal.open(file, JournalMode.FAST, KEEPING)) {
      assertThat(load(journal, "a")).extracting(JournalRecord::turn).containsExactly(1L, 2L, 3L);
      SessionMemory session = journal.memory("a").sessions().get(Records.SESSION);
      assertThat(journal.memory("a").sessions()).hasSize(1);
      assertThat(session.stateJson()).isEqualTo("{}");
      assertThat(session.terms()).isEmpty();
      journal.append(Records.record("a", 4, new Input.Started())).join();
    }
    try (SqliteJournal journal = SqliteJournal.open(file, JournalMode.FAST, KEEPING)) {
      assertThat(load(journal, "a")).hasSize(4);
    }
  }

  @Test
  void brokenRecord_isNamedWithItsFile() throws Exception {
    Path file = folder.resolve("j.db");
    try (SqliteJournal journal = SqliteJournal.open(file, JournalMode.FAST)) {
      journal.append(Records.failed("a", 1)).join();
      journal.append(Records.failed("b", 1)).join();
    }
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = other.createStatement()) {
      statement.executeUpdate("DELETE FROM snapshot_end");
      statement.executeUpdate("UPDATE journal SET record = '{}' WHERE seq = 2");
    }
    try (SqliteJournal journal = SqliteJournal.open(file, JournalMode.FAST)) {
      assertThatThrownBy(() -> load(journal, "b"))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("record 2")
          .hasMessageContaining("\"format\" is missing");
      assertThatThrownBy(() -> journal.memory("b"))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("record 2");
      assertThat(journal.memory("a").calls()).isEmpty();
    }
  }

  @Test
  void brokenSnapshot_isNamedWithItsFile() throws Exception {
    Path file = folder.resolve("j.db");
    try (SqliteJournal journal = SqliteJournal.open(file, JournalMode.FAST)) {
      journal.append(Records.record("a", 1, new Input.SessionCreated())).join();
    }
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = other.createStatement()) {
      statement.executeUpdate("UPDATE snapshot SET snapshot = '{' WHERE session <> ''");
    }
    try (SqliteJournal journal = SqliteJournal.open(file, JournalMode.FAST)) {
      assertThatThrownBy(() -> journal.memory("a"))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("snapshot of seat a, session " + Records.SESSION);
    }
  }

  @Test
  void start_readsSnapshotsAndTheRecordsAfterThem_howeverLongTheHistoryIs() {
    Path file = folder.resolve("j.db");
    Retention often = new Retention(30, 50, Clock.systemUTC());
    List<Long> read = new ArrayList<>();
    long turn = 0;
    for (int life = 1; life <= 4; life++) {
      try (SqliteJournal journal = SqliteJournal.open(file, JournalMode.FAST, often)) {
        if (life == 1) {
          journal.append(Records.record("a", ++turn, new Input.SessionCreated())).join();
        }
        journal.memory("a");
        read.add(journal.recordsFolded());
        CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
        for (int i = 0; i < 700; i++) {
          last = journal.append(Records.record("a", ++turn, new Input.TimerFired("t", "null")));
        }
        last.join();
      }
    }
    assertThat(read).containsExactly(0L, 0L, 0L, 0L);
  }

  @Test
  void startAfterAKill_readsNoMoreRecordsThanASnapshotWaitsFor() throws Exception {
    Path file = folder.resolve("j.db");
    Path killed = folder.resolve("killed.db");
    Retention often = new Retention(30, 50, Clock.systemUTC());
    try (SqliteJournal journal = SqliteJournal.open(file, JournalMode.FAST, often)) {
      for (int turn = 1; turn <= 777; turn++) {
        journal.append(Records.record("a", turn, Records.INPUTS.get(turn == 1 ? 3 : 5))).join();
      }
      Files.copy(file, killed);
      Files.copy(folder.resolve("j.db-wal"), folder.resolve("killed.db-wal"));
    }
    try (SqliteJournal journal = SqliteJournal.open(killed, JournalMode.FAST, often)) {
      assertThat(journal.memory("a").sessions()).containsOnlyKeys(Records.SESSION);
      assertThat(journal.recordsFolded()).isBetween(1L, 49L + 1);
      assertThat(load(journal, "a")).hasSize(777);
    }
  }

  @Test
  void retention_removesClosedSessionsAndOwnTurns_whenTheirDaysAreOver() {
    Path file = folder.resolve("j.db");
    Instant written = Instant.ofEpochMilli(1_760_000_000_000L);
    String other = "0x" + "0b".repeat(32);
    try (SqliteJournal journal = SqliteJournal.open(file, JournalMode.FAST, keeping(30, written))) {
      journal.append(Records.in("a", Records.SESSION, 1, new Input.SessionCreated())).join();
      journal.append(Records.in("a", other, 2, new Input.SessionCreated())).join();
      journal.append(Records.in("a", other, 3, new Input.SessionClosed(List.of()))).join();
      journal.append(Records.own("a", 4, new Input.Started())).join();
    }
    Instant early = written.plus(Duration.ofDays(29));
    try (SqliteJournal journal = SqliteJournal.open(file, JournalMode.FAST, keeping(30, early))) {
      journal.append(Records.own("b", 1, new Input.Started())).join();
      assertThat(load(journal, "a")).hasSize(4);
    }
    Instant late = written.plus(Duration.ofDays(31));
    try (SqliteJournal journal = SqliteJournal.open(file, JournalMode.FAST, keeping(30, late))) {
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(load(journal, "a"))
                      .extracting(JournalRecord::turn)
                      .containsExactly(1L));
      assertThat(journal.memory("a").sessions()).containsOnlyKeys(Records.SESSION);
    }
  }

  @Test
  void retention_looksAgainOnceADay() {
    Path file = folder.resolve("j.db");
    AtomicLong nowMs = new AtomicLong(1_760_000_000_000L);
    Retention retention = new Retention(30, 1, () -> Instant.ofEpochMilli(nowMs.get()));
    try (SqliteJournal journal = SqliteJournal.open(file, JournalMode.FAST, retention)) {
      journal.append(Records.own("a", 1, new Input.Started())).join();
      nowMs.addAndGet(Duration.ofDays(40).toMillis());
      journal.append(Records.in("a", Records.SESSION, 2, new Input.SessionCreated())).join();
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(load(journal, "a"))
                      .extracting(JournalRecord::turn)
                      .containsExactly(2L));
    }
  }

  @Test
  void retentionOfNoDays_keepsOnlyWhatNoSnapshotCovers() {
    Path file = folder.resolve("j.db");
    Instant now = Instant.ofEpochMilli(1_760_000_000_000L);
    try (SqliteJournal journal =
        SqliteJournal.open(file, JournalMode.FAST, new Retention(0, 10, () -> now))) {
      for (int turn = 1; turn <= 25; turn++) {
        journal.append(Records.record("a", turn, Records.INPUTS.get(turn == 1 ? 3 : 5))).join();
      }
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(load(journal, "a"))
                      .extracting(JournalRecord::turn)
                      .containsExactly(21L, 22L, 23L, 24L, 25L));
    }
    try (SqliteJournal journal = SqliteJournal.open(file, JournalMode.FAST, keeping(0, now))) {
      SessionMemory session = journal.memory("a").sessions().get(Records.SESSION);
      assertThat(session.stateJson()).isEqualTo("{\"n\":1.10}");
      Awaitility.await().untilAsserted(() -> assertThat(load(journal, "a")).isEmpty());
    }
  }

  private static Retention keeping(int days, Instant now) {
    return new Retention(days, Retention.DEFAULT_SNAPSHOT_EVERY, () -> now);
  }

  @Test
  void memoryJournal_keepsTheLatest() {
    MemoryJournal journal = new MemoryJournal(3);
    for (int turn = 1; turn <= 20; turn++) {
      journal.append(Records.failed("a", turn)).join();
    }
    assertThat(journal.records()).extracting(JournalRecord::turn).containsExactly(18L, 19L, 20L);
  }
}
