package dev.croupier.cli.bench.node;

import java.util.Map;

/**
 * One line of a report.
 *
 * @param name what was done, for people
 * @param unit what is counted
 * @param count how many of these succeeded in the measured time
 * @param seconds the measured time
 * @param p50Ms half took at most this many milliseconds
 * @param p99Ms 99 in 100 took at most this many milliseconds
 * @param maxMs none took longer than this many milliseconds
 * @param errors what went wrong and how often, warm-up included
 */
public record Figure(
    String name,
    String unit,
    long count,
    double seconds,
    double p50Ms,
    double p99Ms,
    double maxMs,
    Map<String, Long> errors) {

  /** Copies the errors. */
  public Figure {
    errors = Map.copyOf(errors);
  }

  /**
   * @return how many a second
   */
  public double perSecond() {
    return seconds > 0 ? count / seconds : 0;
  }

  /**
   * @return how many errors there were
   */
  public long errorCount() {
    return errors.values().stream().mapToLong(Long::longValue).sum();
  }
}
