package dev.croupier.cli.bench.node;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Counts and times what happens during one figure. Safe for any thread. */
final class Meter {
  private static final int MOST_TEXTS = 20;
  private static final double NANOS_PER_MS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Map<String, Long> errors = new ConcurrentHashMap<>();
  private volatile Histogram latencies = empty();

  /** Something succeeded after this time. */
  void record(long nanos) {
    latencies.recordValue(Math.max(nanos, 0));
  }

  /** Something failed. Texts beyond the first twenty kinds are counted together. */
  void fail(String text) {
    boolean listed = errors.containsKey(text) || errors.size() < MOST_TEXTS;
    errors.merge(listed ? text : "other errors", 1L, Long::sum);
  }

  /** Forgets the times of the warm-up; errors stay. */
  void reset() {
    latencies = empty();
  }

  long count() {
    return latencies.getTotalCount();
  }

  Figure figure(String name, String unit, long measuredNanos) {
    Histogram all = latencies;
    return new Figure(
        name,
        unit,
        all.getTotalCount(),
        measuredNanos / (double) TimeUnit.SECONDS.toNanos(1),
        all.getValueAtPercentile(50) / NANOS_PER_MS,
        all.getValueAtPercentile(99) / NANOS_PER_MS,
        all.getMaxValue() / NANOS_PER_MS,
        new HashMap<>(errors));
  }

  private static Histogram empty() {
    return new ConcurrentHistogram(TimeUnit.MINUTES.toNanos(2), 3);
  }
}
