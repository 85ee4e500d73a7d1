package dev.croupier.worker;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How workers are run.
 *
 * @param heapMb how large a worker's heap may grow, megabytes; beyond it the worker ends
 * @param turnTime how long an engine lets a turn take; a worker that does not keep to it is ended
 *     after twice that time and {@code grace} if it has been computing all the time, and after five
 *     times that time and twice {@code grace} in any case
 * @param loadTime the same for loading an app and for making an instance
 * @param grace what a worker's answers may take beyond the app's own time
 * @param startTime how long a process may take to start
 * @param restarts when a worker that has ended is started again
 * @param engines each engine's own settings, by the kind of its apps
 */
public record WorkerSettings(
    int heapMb,
    Duration turnTime,
    Duration loadTime,
    Duration grace,
    Duration startTime,
    RestartPolicy restarts,
    Map<String, Map<String, String>> engines) {

  /** The smallest heap that JavaScript starts in, megabytes. */
  public static final int LEAST_HEAP_MB = 64;

  /** 256 MB, 2 s per turn, 10 s for loading, 1 s of grace, 2 min to start, no engine settings. */
  public static final WorkerSettings DEFAULTS =
      new WorkerSettings(
          256,
          Duration.ofSeconds(2),
          Duration.ofSeconds(10),
          Duration.ofSeconds(1),
          Duration.ofMinutes(2),
          RestartPolicy.DEFAULT,
          Map.of());

  /**
   * Copies the maps and checks the ranges.
   *
   * @throws InvalidWorkerSettingException naming the value that is out of range
   */
  public WorkerSettings {
    InvalidWorkerSettingException.requireAtLeast("worker heap in MB", heapMb, LEAST_HEAP_MB);
    InvalidWorkerSettingException.requireAtLeast("turn time in ms", turnTime.toMillis(), 1);
    InvalidWorkerSettingException.requireAtLeast("load time in ms", loadTime.toMillis(), 1);
    InvalidWorkerSettingException.requireAtLeast("grace in ms", grace.toMillis(), 1);
    InvalidWorkerSettingException.requireAtLeast("start time in ms", startTime.toMillis(), 1);
    engines =
        engines.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, entry -> Map.copyOf(entry.getValue())));
  }

  /**
   * @param heapMb how large a worker's heap may grow, megabytes
   * @return these settings with that one changed
   */
  public WorkerSettings withHeapMb(int heapMb) {
    return new WorkerSettings(heapMb, turnTime, loadTime, grace, startTime, restarts, engines);
  }

  /**
   * @param turnTime how long an engine lets a turn take
   * @return these settings with that one changed
   */
  public WorkerSettings withTurnTime(Duration turnTime) {
    return new WorkerSettings(heapMb, turnTime, loadTime, grace, startTime, restarts, engines);
  }

  /**
   * @param loadTime how long an engine lets an app take to load
   * @return these settings with that one changed
   */
  public WorkerSettings withLoadTime(Duration loadTime) {
    return new WorkerSettings(heapMb, turnTime, loadTime, grace, startTime, restarts, engines);
  }

  /**
   * @param restarts when a worker that has ended is started again
   * @return these settings with that one changed
   */
  public WorkerSettings withRestarts(RestartPolicy restarts) {
    return new WorkerSettings(heapMb, turnTime, loadTime, grace, startTime, restarts, engines);
  }

  /**
   * @param kind the kind of an engine's apps
   * @param settings the engine's own settings
   * @return these settings with those of that engine replaced
   */
  public WorkerSettings withEngine(String kind, Map<String, String> settings) {
    Map<String, Map<String, String>> all = new java.util.HashMap<>(engines);
    all.put(kind, settings);
    return new WorkerSettings(heapMb, turnTime, loadTime, grace, startTime, restarts, all);
  }
}
