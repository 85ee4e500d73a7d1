package dev.croupier.cli.bench.memory;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What went wrong in a {@link World}, and how often. Safe for use by many threads. */
public final class Problems {
  private static final int MOST = 20;

  private final Map<String, Long> times = new TreeMap<>();

  Problems() {}

  /** Counts one; of different ones only the first {@value #MOST} are kept. */
  synchronized void note(String text) {
    if (times.containsKey(text) || times.size() < MOST) {
      times.merge(text, 1L, Long::sum);
    }
  }

  /**
   * @param others counts to add these to
   */
  public synchronized void addTo(Map<String, Long> others) {
    times.forEach((text, count) -> others.merge(text, count, Long::sum));
  }

  /** As the end of a sentence, empty if nothing went wrong. */
  synchronized String told() {
    return times.entrySet().stream()
        .map(problem -> "\n  %,d times: %s".formatted(problem.getValue(), problem.getKey()))
        .collect(Collectors.joining());
  }
}
