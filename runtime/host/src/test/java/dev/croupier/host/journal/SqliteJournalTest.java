package dev.croupier.host.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.host.turn.Input;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SqliteJournalTest {

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
        .failsWithin(java.time.Duration.ofSeconds(1))
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
          .failsWithin(java.time.Duration.ofSeconds(10))
          .withThrowableThat()
          .withCauseInstanceOf(JournalException.class);
      assertThat(journal.append(Records.failed("a", 3))).isCompletedExceptionally();
    }
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
  void memory_ofAJournal_keepsOpenSessionsOnly() {
    MemoryJournal journal = new MemoryJournal();
    journal.append(Records.record("a", 1, new Input.SessionCreated())).join();
    journal.append(Records.record("a", 2, Records.INPUTS.get(4))).join();

    SessionMemory memory = SessionMemory.of(journal, "a");
    assertThat(memory.sessions()).containsOnlyKeys(Records.SESSION);
    assertThat(memory.sessions().get(Records.SESSION).stateJson()).isEqualTo("{\"n\":1.10}");
    assertThat(memory.sessions().get(Records.SESSION).handled())
        .containsExactly(new SessionMemory.MessageId(Records.WALLET, 7));

    journal.append(Records.record("a", 3, new Input.SessionClosed(List.of()))).join();
    assertThat(SessionMemory.of(journal, "a").sessions()).isEmpty();
    assertThat(SessionMemory.of(journal, "b").sessions()).isEmpty();
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
