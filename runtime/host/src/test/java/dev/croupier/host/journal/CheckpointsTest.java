package dev.croupier.host.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.host.turn.Input;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckpointsTest {

  private static final Checkpoints.Sizes SMALL = new Checkpoints.Sizes(20, 60, 200);

  /** {@link #SMALL}'s most, and what commits may add until somebody looks. */
  private static final long MOST_BYTES = 4_120 * (200 + 8 * 32);

  private static final int UNDER_WAY = 4;

  @TempDir Path folder;
  private long turn;

  private SqliteJournal open(JournalMode mode) {
    return SqliteJournal.open(file(), mode, Retention.DEFAULT, SMALL);
  }

  private Path file() {
    return folder.resolve("j.db");
  }

  private long logBytes() throws IOException {
    return Files.size(folder.resolve("j.db-wal"));
  }

  /** Without a pause: there are always records that wait. Returns how long the log's file got. */
  private long load(Journal journal, int records) throws IOException {
    Deque<CompletableFuture<Void>> underWay = new ArrayDeque<>();
    long most = 0;
    for (int i = 0; i < records; i++) {
      turn++;
      underWay.add(journal.append(Records.record("a", turn, new Input.Started())));
      if (underWay.size() == UNDER_WAY) {
        underWay.remove().join();
        most = Math.max(most, logBytes());
      }
    }
    underWay.forEach(CompletableFuture::join);
    return most;
  }

  @ParameterizedTest
  @EnumSource(JournalMode.class)
  void log_underSteadyLoad_staysBounded_andIsGoneAfterClosing(JournalMode mode) throws IOException {
    try (SqliteJournal journal = open(mode)) {
      assertThat(load(journal, 800)).isLessThan(MOST_BYTES);
    }
    assertThat(Files.size(file())).isGreaterThan(2 * MOST_BYTES);
    assertThat(folder.resolve("j.db-wal")).doesNotExist();
    assertThat(read()).isEqualTo(800);
  }

  @Test
  void log_thatAReaderNeeds_growsOn_andStopsGrowingAfterwards() throws IOException {
    try (SqliteJournal journal = open(JournalMode.FAST)) {
      load(journal, 100);
      long[] seen = {0};
      long[] grown = {0};
      new JournalReader(file())
          .load(
              "a",
              record -> {
                seen[0]++;
                assertThat(record.turn()).isEqualTo(seen[0]);
                if (seen[0] == 50) {
                  grown[0] = loadUnchecked(journal, 600);
                }
              });
      assertThat(seen[0]).as("what was there when the reading began").isEqualTo(100);
      assertThat(grown[0]).isGreaterThan(MOST_BYTES);
      load(journal, 200);
      assertThat(load(journal, 300)).isLessThan(MOST_BYTES);
    }
    assertThat(read()).isEqualTo(100 + 600 + 200 + 300);
  }

  private long loadUnchecked(Journal journal, int records) {
    try {
      return load(journal, records);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long read() {
    long[] seen = {0};
    new JournalReader(file())
        .load(
            "a",
            record -> {
              seen[0]++;
              assertThat(record.turn()).isEqualTo(seen[0]);
            });
    return seen[0];
  }
}
