package dev.croupier.client.wire;

import dev.croupier.client.NodeException;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Frames that wait for the writer, bounded by count and by bytes. A frame counts until the writer
 * says that it has left. Where none waits, one needs no writer.
 */
final class OutgoingQueue {

  private final int maxFrames;
  private final long maxBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<byte[]> frames = new ArrayDeque<>();
  private long bytes;
  private boolean open = true;

  OutgoingQueue(int maxFrames, long maxBytes) {
    this.maxFrames = maxFrames;
    this.maxBytes = maxBytes;
  }

  /**
   * Takes a frame: passes it on at once where none waits before it, and adds it where that is not
   * possible.
   *
   * @param now passes a frame on without waiting, or says that it cannot
   * @return false if the queue is closed
   */
  boolean offer(byte[] frame, Predicate<byte[]> now) {
    lock.lock();
    try {
      if (!open) {
        return false;
      }
      if (frames.isEmpty() && now.test(frame)) {
        return true;
      }
      if (frames.size() >= maxFrames) {
        throw NodeException.QueueFull.frames(maxFrames);
      }
      if (bytes + frame.length > maxBytes) {
        throw NodeException.QueueFull.bytes(maxBytes);
      }
      frames.add(frame);
      bytes += frame.length;
      changed.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the oldest frame and leaves it in place; null once the queue is closed. */
  byte @Nullable [] awaitFirst() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (open && frames.isEmpty()) {
        changed.await();
      }
      return open ? frames.peek() : null;
    } finally {
      lock.unlock();
    }
  }

  /** The oldest frame has left. */
  void firstHasLeft() {
    lock.lock();
    try {
      byte[] frame = frames.poll();
      if (frame != null) {
        bytes -= frame.length;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Drops everything and lets the writer end. */
  void close() {
    lock.lock();
    try {
      open = false;
      frames.clear();
      bytes = 0;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
