package dev.croupier.cli.bench.memory;

import dev.croupier.cli.bench.run.BenchException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Messages that arrive when they are due, whether or not those before were answered. The time of
 * each runs from when it was due, so that a host that falls behind is seen to (no coordinated
 * omission).
 */
public final class OpenLoad {
  private static final long PATIENCE_S = 60;
  private static final long SPIN_NANOS = 60_000;
  private static final long NANOS_PER_S = TimeUnit.SECONDS.toNanos(1);

  private final World world;
  private final List<Lane> lanes;
  private final Map<Lane, Queue<Long>> due = new ConcurrentHashMap<>();

  /**
   * What was measured, nanoseconds.
   *
   * @param answers from when a message was due to when its answer left
   * @param late from when a message was due to when the load's own thread, which does nothing but
   *     wait for that moment, got a processor
   */
  public record Times(Histogram answers, Histogram late) {}

  /**
   * @param world where; all of its sessions take turns
   */
  public OpenLoad(World world) {
    this.world = world;
    this.lanes = world.lanes();
  }

  /**
   * Loads the host at a steady rate.
   *
   * @param perSecond messages per second, in all sessions together
   * @param time for how long
   * @return how long the answers took
   * @throws InterruptedException if the thread is interrupted
   * @throws BenchException if a message is not answered
   */
  public Times run(double perSecond, Duration time) throws InterruptedException {
    int count = Math.max(lanes.size(), (int) (perSecond * time.toNanos() / NANOS_PER_S));
    int perLane = Math.ceilDiv(count, lanes.size());
    long nowMs = world.clock().millis();
    lanes.parallelStream().forEach(lane -> lane.prepare(perLane, nowMs));
    // The first collection of the measured time would copy what was made here, and messages wait.
    System.gc();
    Histogram times = new ConcurrentHistogram(TimeUnit.MINUTES.toNanos(5), 3);
    CountDownLatch missing = new CountDownLatch(count);
    Histogram late = new Histogram(TimeUnit.MINUTES.toNanos(5), 3);
    world.hear((lane, text) -> answered(lane, times, missing));
    double nanosEach = NANOS_PER_S / perSecond;
    long begun = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long dueNanos = begun + (long) (i * nanosEach);
      awaitTime(dueNanos);
      late.recordValue(Math.max(0, System.nanoTime() - dueNanos));
      Lane lane = lanes.get(i % lanes.size());
      dueIn(lane).add(dueNanos);
      world.deliver(lane, lane.next().frame());
    }
    if (!missing.await(PATIENCE_S, TimeUnit.SECONDS)) {
      throw world.unanswered(missing.getCount(), PATIENCE_S);
    }
    return new Times(times, late);
  }

  /**
   * What the load's thread is late where there is nothing to load, which is the machine's doing.
   *
   * @param perSecond how often a second it waits
   * @param time for how long
   * @return by how much it was late each time, nanoseconds
   */
  public static Histogram lateAlone(double perSecond, Duration time) {
    Histogram late = new Histogram(TimeUnit.MINUTES.toNanos(5), 3);
    double nanosEach = NANOS_PER_S / perSecond;
    long begun = System.nanoTime();
    for (int i = 0; i * nanosEach < time.toNanos(); i++) {
      long dueNanos = begun + (long) (i * nanosEach);
      awaitTime(dueNanos);
      late.recordValue(Math.max(0, System.nanoTime() - dueNanos));
    }
    return late;
  }

  private Queue<Long> dueIn(Lane lane) {
    return due.computeIfAbsent(lane, added -> new ConcurrentLinkedQueue<>());
  }

  /** Messages of one session are answered in their order. */
  private void answered(Lane lane, Histogram times, CountDownLatch missing) {
    Long dueNanos = dueIn(lane).poll();
    if (dueNanos != null) {
      times.recordValue(Math.max(0, System.nanoTime() - dueNanos));
      missing.countDown();
    }
  }

  private static void awaitTime(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      if (left > SPIN_NANOS) {
        LockSupport.parkNanos(left - SPIN_NANOS);
      } else {
        Thread.onSpinWait();
      }
    }
  }
}
