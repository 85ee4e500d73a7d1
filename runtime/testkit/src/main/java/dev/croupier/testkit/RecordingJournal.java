package dev.croupier.testkit;

import dev.croupier.host.journal.Journal;
import dev.croupier.host.journal.JournalRecord;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A host's way to its journal, which shows the table every turn and ends when the host is killed.
 */
final class RecordingJournal implements Journal {

  private final Journal kept;
  private final Consumer<JournalRecord> watcher;
  private boolean dead;

  RecordingJournal(Journal kept, Consumer<JournalRecord> watcher) {
    this.kept = kept;
    this.watcher = watcher;
  }

  /** Nothing is written any more, and nobody is told. */
  void kill() {
    dead = true;
  }

  @Override
  public CompletableFuture<Void> append(JournalRecord record, Duration patience) {
    if (dead) {
      return new CompletableFuture<>();
    }
    watcher.accept(record);
    return kept.append(record, patience);
  }

  @Override
  public void load(String seat, Consumer<JournalRecord> reader) {
    kept.load(seat, reader);
  }

  @Override
  public void close() {
    // The records outlive the host: the next one goes on from them.
  }
}
