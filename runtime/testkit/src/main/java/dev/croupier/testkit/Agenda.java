package dev.croupier.testkit;

import java.util.Comparator;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** What is to happen at which time: frames under way, and timers of connections. */
final class Agenda {

  /** Whether a table at rest may still have it before it. */
  enum Kind {
    /** On its way; a table is not at rest before it has arrived. */
    FRAME,
    /** Waits for its time. */
    TIMER
  }

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(
          Comparator.comparingLong((Entry entry) -> entry.dueMs)
              .thenComparingLong(entry -> entry.order));
  private long order;
  private int frames;

  synchronized Entry at(long dueMs, Kind kind, Runnable task) {
    Entry entry = new Entry(dueMs, kind, task, order++);
    entries.add(entry);
    frames += kind == Kind.FRAME ? 1 : 0;
    return entry;
  }

  synchronized boolean cancel(Entry entry) {
    boolean removed = entries.remove(entry);
    if (removed && entry.kind == Kind.FRAME) {
      frames--;
    }
    return removed;
  }

  /**
   * @return whether there was something due, which was then done
   */
  boolean doNext(long nowMs) {
    Entry next = takeDue(nowMs);
    if (next == null) {
      return false;
    }
    next.task.run();
    return true;
  }

  private synchronized @Nullable Entry takeDue(long nowMs) {
    Entry next = entries.peek();
    if (next == null || next.dueMs > nowMs) {
      return null;
    }
    entries.remove();
    frames -= next.kind == Kind.FRAME ? 1 : 0;
    return next;
  }

  /**
   * @return whether frames are under way
   */
  synchronized boolean busy() {
    return frames > 0;
  }

  synchronized OptionalLong nextDueMs() {
    Entry next = entries.peek();
    return next == null ? OptionalLong.empty() : OptionalLong.of(next.dueMs);
  }

  /** Something to happen. */
  static final class Entry {
    private final long dueMs;
    private final Kind kind;
    private final Runnable task;
    private final long order;

    private Entry(long dueMs, Kind kind, Runnable task, long order) {
      this.dueMs = dueMs;
      this.kind = kind;
      this.task = task;
      this.order = order;
    }

    long dueMs() {
      return dueMs;
    }
  }
}
