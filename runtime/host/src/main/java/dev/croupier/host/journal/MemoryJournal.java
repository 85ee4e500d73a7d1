package dev.croupier.host.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Keeps the latest records for as long as the process lives. */
public final class MemoryJournal implements Journal {

  /** How many records are kept by default. */
  public static final int DEFAULT_CAPACITY = 10_000;

  private final int capacity;
  private final List<JournalRecord> records = new ArrayList<>();
  private final Map<String, SeatMemory> memories = new HashMap<>();

  /** Keeps the latest {@value #DEFAULT_CAPACITY} records. */
  public MemoryJournal() {
    this(DEFAULT_CAPACITY);
  }

  /**
   * @param capacity how many records are kept; older ones are dropped
   */
  public MemoryJournal(int capacity) {
    this.capacity = capacity;
  }

  @Override
  public synchronized CompletableFuture<Void> append(JournalRecord record, Duration patience) {
    records.add(record);
    SeatMemory memory = memories.computeIfAbsent(record.seat(), seat -> new SeatMemory());
    memory.add(record);
    memory.takeTouched();
    if (records.size() >= 2 * capacity) {
      records.subList(0, records.size() - capacity).clear();
    }
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public synchronized SeatMemory memory(String seat) {
    return memories.getOrDefault(seat, new SeatMemory()).copy();
  }

  @Override
  public void load(String seat, Consumer<JournalRecord> reader) {
    for (JournalRecord record : records()) {
      if (record.seat().equals(seat)) {
        reader.accept(record);
      }
    }
  }

  /**
   * @return the records kept, of all seats, in order
   */
  public synchronized List<JournalRecord> records() {
    return List.copyOf(records.subList(Math.max(0, records.size() - capacity), records.size()));
  }

  @Override
  public void close() {}
}
