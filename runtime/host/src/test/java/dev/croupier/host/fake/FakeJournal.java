package dev.croupier.host.fake;

import dev.croupier.host.journal.Journal;
import dev.croupier.host.journal.JournalException;
import dev.croupier.host.journal.JournalRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A journal whose commits a test releases, or lets fail. */
public final class FakeJournal implements Journal {

  public final List<JournalRecord> records = new ArrayList<>();
  public final List<Duration> patience = new ArrayList<>();
  public boolean holding;
  private final Deque<CompletableFuture<Void>> waiting = new ArrayDeque<>();

  @Override
  public CompletableFuture<Void> append(JournalRecord record, Duration patience) {
    records.add(record);
    this.patience.add(patience);
    CompletableFuture<Void> durable = new CompletableFuture<>();
    if (holding) {
      waiting.add(durable);
    } else {
      durable.complete(null);
    }
    return durable;
  }

  public int waiting() {
    return waiting.size();
  }

  public void release() {
    holding = false;
    while (!waiting.isEmpty()) {
      waiting.remove().complete(null);
    }
  }

  public void fail() {
    while (!waiting.isEmpty()) {
      waiting.remove().completeExceptionally(new JournalException("fake", "disk full"));
    }
  }

  @Override
  public void load(String seat, Consumer<JournalRecord> reader) {
    List.copyOf(records).stream().filter(record -> record.seat().equals(seat)).forEach(reader);
  }

  @Override
  public void close() {}
}
