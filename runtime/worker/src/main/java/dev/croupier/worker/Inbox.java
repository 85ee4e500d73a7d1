package dev.croupier.worker;

import dev.croupier.worker.pipe.FromWorker;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** What a worker has said on one channel and nobody has heard yet. */
final class Inbox {

  private final BlockingQueue<Optional<FromWorker>> messages = new LinkedBlockingQueue<>();

  void put(FromWorker message) {
    messages.add(Optional.of(message));
  }

  /** Nothing more will be said. */
  void end() {
    messages.add(Optional.empty());
  }

  /**
   * Waits; an interrupt of the waiting thread is kept for later, since deadlines end the waiting.
   *
   * @return the next message, empty if there is none any more
   */
  Optional<FromWorker> take() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          Optional<FromWorker> next = messages.take();
          if (next.isEmpty()) {
            messages.add(next);
          }
          return next;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
