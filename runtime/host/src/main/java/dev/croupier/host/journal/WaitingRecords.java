package dev.croupier.host.journal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * What waits for the journal's writer, in order. Each entry says how long it may wait for company;
 * when the time of one is up, all go. The writer is woken only where it would otherwise come too
 * late. Any thread may add; one takes.
 *
 * @param <E> what waits
 */
final class WaitingRecords<E> {

  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition earlier = lock.newCondition();
  private final Queue<E> waiting = new ArrayDeque<>();
  private long dueNanos;

  /**
   * @param nanoTime tells nanoseconds since some moment
   */
  WaitingRecords(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  void add(E entry, Duration patience) {
    lock.lock();
    try {
      long due = nanoTime.getAsLong() + patience.toNanos();
      if (waiting.isEmpty() || due - dueNanos < 0) {
        dueNanos = due;
        earlier.signal();
      }
      waiting.add(entry);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until something is due, or more waits than is taken at once.
   *
   * @param batch takes it, and everything else that waits
   * @param most as much at once
   */
  void take(List<E> batch, int most) throws InterruptedException {
    lock.lock();
    try {
      while (waiting.size() < most) {
        if (waiting.isEmpty()) {
          earlier.await();
          continue;
        }
        long left = dueNanos - nanoTime.getAsLong();
        if (left <= 0) {
          break;
        }
        earlier.awaitNanos(left);
      }
      drain(batch, most);
    } finally {
      lock.unlock();
    }
  }

  /** Takes what waits, due or not. */
  void poll(List<E> batch, int most) {
    lock.lock();
    try {
      drain(batch, most);
    } finally {
      lock.unlock();
    }
  }

  private void drain(List<E> batch, int most) {
    while (batch.size() < most && !waiting.isEmpty()) {
      batch.add(waiting.remove());
    }
  }

  boolean isEmpty() {
    lock.lock();
    try {
      return waiting.isEmpty();
    } finally {
      lock.unlock();
    }
  }
}
