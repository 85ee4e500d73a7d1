package dev.croupier.host.fake;

import dev.croupier.host.journal.Journal;
import dev.croupier.host.journal.JournalRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A journal that becomes durable record by record, and whose last records a crash may take. */
public final class CrashingJournal implements Journal {

  private record Entry(JournalRecord record, CompletableFuture<Void> durable) {}

  private final List<JournalRecord> durable = new ArrayList<>();
  private Deque<Entry> waiting = new ArrayDeque<>();

  /** What is safe. */
  public List<JournalRecord> durable() {
    return durable;
  }

  /** Makes the oldest waiting records durable and says so. */
  public void releaseSome(int count) {
    for (int i = 0; i < count && !waiting.isEmpty(); i++) {
      Entry entry = waiting.remove();
      durable.add(entry.record());
      entry.durable().complete(null);
    }
  }

  /** The host dies; some records that were being written are there after all. */
  public void crash(int written) {
    Deque<Entry> lost = waiting;
    waiting = new ArrayDeque<>();
    for (int i = 0; i < written && !lost.isEmpty(); i++) {
      durable.add(lost.remove().record());
    }
  }

  @Override
  public CompletableFuture<Void> append(JournalRecord record, Duration patience) {
    Entry entry = new Entry(record, new CompletableFuture<>());
    waiting.add(entry);
    return entry.durable();
  }

  @Override
  public void load(String seat, Consumer<JournalRecord> reader) {
    durable.stream().filter(record -> record.seat().equals(seat)).forEach(reader);
  }

  @Override
  public void close() {}
}
