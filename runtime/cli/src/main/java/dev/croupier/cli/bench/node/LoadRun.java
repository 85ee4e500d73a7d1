package dev.croupier.cli.bench.node;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs one workload: rounds of preparing operations, which is not measured, and doing them, which
 * is. A round ends when its time is up or its operations are used up.
 */
final class LoadRun {
  private static final int FIRST_ROUND = 64;
  private static final int MOST_PER_ROUND = 60_000;
  private static final double RESERVE = 1.3;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Workload workload;
  private final Meter meter = new Meter();
  private final Clock clock;
  private double operationsPerNano;

  LoadRun(Workload workload, Clock clock) {
    this.workload = workload;
    this.clock = clock;
  }

  Meter meter() {
    return meter;
  }

  /** Load without measuring. */
  void warmUp(Duration time) throws InterruptedException {
    rounds(time.toNanos());
    meter.reset();
  }

  /** Load that is measured. */
  Figure measure(Duration time) throws InterruptedException {
    meter.reset();
    long nanos = rounds(time.toNanos());
    return meter.figure(workload.name(), workload.unit(), nanos);
  }

  /**
   * @return how long the operations took in all
   */
  private long rounds(long wantedNanos) throws InterruptedException {
    long loadedNanos = 0;
    boolean healthy = true;
    while (healthy && loadedNanos < wantedNanos) {
      long leftNanos = wantedNanos - loadedNanos;
      prepare(leftNanos);
      Round round = new Round(workload.lanes(), meter, System.nanoTime() + leftNanos);
      healthy = round.run(leftNanos) && round.operations() > 0;
      loadedNanos += round.elapsedNanos();
      operationsPerNano = round.operations() / (double) round.elapsedNanos();
    }
    return loadedNanos;
  }

  private void prepare(long leftNanos) {
    List<? extends Lane> lanes = workload.lanes();
    double wanted = operationsPerNano * leftNanos * RESERVE / lanes.size();
    int perLane =
        (int) Math.clamp(wanted, FIRST_ROUND, Math.max(FIRST_ROUND, MOST_PER_ROUND / lanes.size()));
    // Requests may lie in the future but not in the past, so they cannot grow stale meanwhile.
    long timestampMs = clock.millis() + TimeUnit.NANOSECONDS.toMillis(leftNanos);
    lanes.parallelStream().forEach(lane -> lane.prepare(perLane, timestampMs));
  }

  private static final class Round {
    private final List<? extends Lane> lanes;
    private final Meter meter;
    private final long deadlineNanos;
    private final CountDownLatch running;
    private final AtomicLong operations = new AtomicLong();
    private long elapsedNanos;

    Round(List<? extends Lane> lanes, Meter meter, long deadlineNanos) {
      this.lanes = lanes;
      this.meter = meter;
      this.deadlineNanos = deadlineNanos;
      this.running = new CountDownLatch(lanes.size());
    }

    /**
     * @return false if some operations never ended, so that another round makes no sense
     */
    boolean run(long wantedNanos) throws InterruptedException {
      long startNanos = System.nanoTime();
      lanes.forEach(this::next);
      boolean ended = running.await(wantedNanos + PATIENCE_NANOS, TimeUnit.NANOSECONDS);
      elapsedNanos = System.nanoTime() - startNanos;
      for (long i = running.getCount(); !ended && i > 0; i--) {
        meter.fail("no end within 10 s");
      }
      return ended;
    }

    private void next(Lane lane) {
      boolean due = System.nanoTime() - deadlineNanos < 0;
      if (due && lane.start(new Probe(meter, () -> next(lane)))) {
        operations.incrementAndGet();
      } else {
        running.countDown();
      }
    }

    long elapsedNanos() {
      return Math.max(elapsedNanos, 1);
    }

    long operations() {
      return operations.get();
    }
  }
}
