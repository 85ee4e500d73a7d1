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

/**
 * A journal of a process that is killed at a given step. Steps are appends and records becoming
 * durable, one at a time when a test lets them; after the last one nothing happens any more.
 */
public final class DyingJournal implements Journal {

  private final List<JournalRecord> durable = new ArrayList<>();
  private final Deque<JournalRecord> written = new ArrayDeque<>();
  private final Deque<CompletableFuture<Void>> futures = new ArrayDeque<>();
  private int stepsLeft;

  /**
   * @param before what an earlier process has left
   * @param steps after how many steps the process is killed
   */
  public DyingJournal(List<JournalRecord> before, int steps) {
    durable.addAll(before);
    stepsLeft = steps;
  }

  public boolean dead() {
    return stepsLeft == 0;
  }

  /** What is on the disk. */
  public List<JournalRecord> durable() {
    return List.copyOf(durable);
  }

  @Override
  public CompletableFuture<Void> append(JournalRecord record, Duration patience) {
    CompletableFuture<Void> future = new CompletableFuture<>();
    if (!dead()) {
      stepsLeft--;
      written.add(record);
      futures.add(future);
    }
    return future;
  }

  /**
   * Makes the next record durable.
   *
   * @return whether there was one
   */
  public boolean sync() {
    if (dead() || written.isEmpty()) {
      return false;
    }
    stepsLeft--;
    durable.add(written.remove());
    CompletableFuture<Void> future = futures.remove();
    // Killed right after the sync: the disk has it, and nobody hears of it.
    if (!dead()) {
      future.complete(null);
    }
    return true;
  }

  @Override
  public void load(String seat, Consumer<JournalRecord> reader) {
    durable().stream().filter(record -> record.seat().equals(seat)).forEach(reader);
  }

  @Override
  public void close() {}
}
