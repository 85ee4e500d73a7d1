package dev.croupier.cli.bench.scale;

import dev.croupier.cli.bench.run.BenchException;
import dev.croupier.host.journal.Journal;
import dev.croupier.host.journal.JournalRecord;
import dev.croupier.host.journal.SeatMemory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Tells when so many turns have been recorded. */
final class CountingJournal implements Journal {
  private static final long PATIENCE_S = 300;

  private final Journal journal;
  private final Semaphore recorded = new Semaphore(0);

  CountingJournal(Journal journal) {
    this.journal = journal;
  }

  /** Waits for that many records more than were waited for before. */
  void await(int records) throws InterruptedException {
    if (!recorded.tryAcquire(records, PATIENCE_S, TimeUnit.SECONDS)) {
      throw new BenchException(
          "only "
              + recorded.availablePermits()
              + " of "
              + records
              + " turns were recorded within "
              + PATIENCE_S
              + " s");
    }
  }

  @Override
  public CompletableFuture<Void> append(JournalRecord entry, Duration patience) {
    return journal
        .append(entry, patience)
        .whenComplete(
            (done, error) -> {
              if (error == null) {
                recorded.release();
              }
            });
  }

  @Override
  public SeatMemory memory(String seat) {
    return journal.memory(seat);
  }

  @Override
  public void load(String seat, Consumer<JournalRecord> reader) {
    journal.load(seat, reader);
  }

  @Override
  public void close() {
    journal.close();
  }
}
