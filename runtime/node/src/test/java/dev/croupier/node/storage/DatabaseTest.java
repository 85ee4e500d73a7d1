package dev.croupier.node.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database file: durable, exclusive, and one request at a time. */
class DatabaseTest {
  @TempDir Path folder;

  @Test
  void openFile_again_keepsWhatWasCommitted() {
    Path file = folder.resolve("deep/ledger.db");
    try (Database database = Database.openFile(file)) {
      new Settings(database.sql()).put("a", "1");
    }

    try (Database database = Database.openFile(file)) {
      assertThat(new Settings(database.sql()).get("a")).contains("1");
    }
  }

  @Test
  void openFile_createsItReadableByOwnerOnly() throws IOException {
    Path file = folder.resolve("ledger.db");
    Database.openFile(file).close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void openFile_whileOpen_refusedWithTheFile() {
    Path file = folder.resolve("ledger.db");
    Database first = Database.openFile(file);

    assertThatThrownBy(() -> Database.openFile(file))
        .isInstanceOfSatisfying(
            LedgerInUseException.class, e -> assertThat(e.file()).isEqualTo(file))
        .hasMessageContaining("in use by another node");

    first.close();
    Database.openFile(file).close();
  }

  @Test
  void openFile_noDatabase_refused() throws IOException {
    Path file = Files.writeString(folder.resolve("ledger.db"), "dear diary, ".repeat(500));

    assertThatThrownBy(() -> Database.openFile(file))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void openFile_ofANewerVersion_refused() {
    Path file = folder.resolve("ledger.db");
    try (Database database = Database.openFile(file)) {
      database.sql().update("INSERT INTO schema_version VALUES (99, 'tomorrow')");
    }

    assertThatThrownBy(() -> Database.openFile(file))
        .isInstanceOfSatisfying(
            LedgerTooNewException.class, e -> assertThat(e.found()).isEqualTo(99));
  }

  @Test
  void writer_failingWork_leavesNoTraceAndDisturbsNobody() throws InterruptedException {
    Path file = folder.resolve("ledger.db");
    List<String> outcomes = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch reported = new CountDownLatch(3);
    try (LedgerWriter writer = new LedgerWriter(Database.openFile(file))) {
      for (String name : List.of("a", "b", "c")) {
        writer.<String>submit(
            transaction -> {
              new Settings(transaction.sql()).put(name, "1");
              if (name.equals("b")) {
                throw new StorageException("on purpose");
              }
              return name;
            },
            (result, failure) -> {
              outcomes.add(result == null ? "failed" : result);
              reported.countDown();
            });
      }
      assertThat(reported.await(10, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(outcomes).containsExactly("a", "failed", "c");
    try (Database database = Database.openFile(file)) {
      Settings settings = new Settings(database.sql());
      assertThat(settings.get("a")).isPresent();
      assertThat(settings.get("b")).isEmpty();
      assertThat(settings.get("c")).isPresent();
    }
  }

  @Test
  void writer_partThatFails_isUndoneAlone() throws InterruptedException {
    CountDownLatch reported = new CountDownLatch(1);
    List<Boolean> kept = Collections.synchronizedList(new ArrayList<>());
    try (LedgerWriter writer = new LedgerWriter(Database.inMemory())) {
      writer.<Boolean>submit(
          transaction -> {
            Settings settings = new Settings(transaction.sql());
            settings.put("before", "1");
            assertThatThrownBy(
                    () ->
                        transaction.attempt(
                            () -> {
                              settings.put("part", "1");
                              throw new StorageException("on purpose");
                            }))
                .hasMessage("on purpose");
            return settings.get("before").isPresent() && settings.get("part").isEmpty();
          },
          (result, failure) -> {
            kept.add(Boolean.TRUE.equals(result));
            reported.countDown();
          });
      assertThat(reported.await(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(kept).containsExactly(true);
  }

  @Test
  void writer_closed_takesNoMoreWork() {
    LedgerWriter writer = new LedgerWriter(Database.inMemory());
    writer.close();

    assertThatThrownBy(() -> writer.submit(transaction -> 1, (result, failure) -> {}))
        .hasMessage("the node is stopping");
  }
}
