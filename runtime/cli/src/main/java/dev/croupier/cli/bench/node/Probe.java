package dev.croupier.cli.bench.node;

import java.util.concurrent.atomic.AtomicBoolean;

/** One operation under way. Safe for any thread. */
final class Probe {
  private final Meter meter;
  private final Runnable next;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final long startedNanos = System.nanoTime();

  /**
   * @param meter what counts
   * @param next called once when the operation has ended, either way
   */
  Probe(Meter meter, Runnable next) {
    this.meter = meter;
    this.next = next;
  }

  /** One of the things the operation causes has happened. */
  void happened() {
    meter.record(System.nanoTime() - startedNanos);
  }

  /** The operation has done all it should. */
  void end() {
    if (ended.compareAndSet(false, true)) {
      next.run();
    }
  }

  /** Something happened that should not have, without an end of the operation. */
  void stray(String text) {
    meter.fail(text);
  }

  /** The operation has failed; a second failure is not counted. */
  void fail(String text) {
    if (ended.compareAndSet(false, true)) {
      meter.fail(text);
      next.run();
    }
  }
}
