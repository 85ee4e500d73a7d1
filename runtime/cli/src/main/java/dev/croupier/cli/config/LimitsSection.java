package dev.croupier.cli.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.croupier.host.WatchLimits;
import dev.croupier.worker.WorkerSettings;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Bounds an operator may change; what is left out has the default of the part it belongs to.
 *
 * @param mailbox inputs waiting per seat and session
 * @param messageBytes size of one message's data, UTF-8 bytes
 * @param stateBytes size of one session's state, UTF-8 bytes
 * @param turnMs how long one turn of a script may take, milliseconds
 * @param turnAllocationMb how much one turn of a script may allocate, megabytes
 * @param inviteMs how long a seat's app may take to answer an invite, milliseconds
 * @param requestMs how long the node may take to answer, milliseconds
 * @param reloadLingerMs how long a replaced version stays for the answers to its calls,
 *     milliseconds
 * @param loadMs how long a script's top level may take, milliseconds
 * @param effectsPerTurn messages, calls, timers and answers one turn may ask for
 * @param logLinesPerTurn log lines one turn of a script may write
 * @param timersPerSession timers set at once per session
 * @param workerHeapMb how large the heap of a worker may grow, megabytes
 * @param workerRestartsPerMinute how often a worker is started again within a minute
 * @param unsent messages of a session that may wait for the connection
 * @param compareSessionsMs the time between two comparisons of the open sessions with the node's
 * @param watchCloseMs how long a session is looked at after its close was announced
 */
public record LimitsSection(
    Optional<Integer> mailbox,
    Optional<Integer> messageBytes,
    Optional<Integer> stateBytes,
    Optional<Integer> turnMs,
    Optional<Integer> turnAllocationMb,
    Optional<Integer> inviteMs,
    Optional<Integer> requestMs,
    Optional<Integer> reloadLingerMs,
    Optional<Integer> loadMs,
    Optional<Integer> effectsPerTurn,
    Optional<Integer> logLinesPerTurn,
    Optional<Integer> timersPerSession,
    Optional<Integer> workerHeapMb,
    Optional<Integer> workerRestartsPerMinute,
    Optional<Integer> unsent,
    Optional<Integer> compareSessionsMs,
    Optional<Integer> watchCloseMs) {

  /** Every default. */
  public static final LimitsSection DEFAULTS =
      of(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
          null, null);

  @JsonCreator
  static LimitsSection of(
      @JsonProperty("mailbox") @Nullable Integer mailbox,
      @JsonProperty("message-bytes") @Nullable Integer messageBytes,
      @JsonProperty("state-bytes") @Nullable Integer stateBytes,
      @JsonProperty("turn-ms") @Nullable Integer turnMs,
      @JsonProperty("turn-allocation-mb") @Nullable Integer turnAllocationMb,
      @JsonProperty("invite-ms") @Nullable Integer inviteMs,
      @JsonProperty("request-ms") @Nullable Integer requestMs,
      @JsonProperty("reload-linger-ms") @Nullable Integer reloadLingerMs,
      @JsonProperty("load-ms") @Nullable Integer loadMs,
      @JsonProperty("effects-per-turn") @Nullable Integer effectsPerTurn,
      @JsonProperty("log-lines-per-turn") @Nullable Integer logLinesPerTurn,
      @JsonProperty("timers-per-session") @Nullable Integer timersPerSession,
      @JsonProperty("worker-heap-mb") @Nullable Integer workerHeapMb,
      @JsonProperty("worker-restarts-per-minute") @Nullable Integer workerRestartsPerMinute,
      @JsonProperty("unsent") @Nullable Integer unsent,
      @JsonProperty("compare-sessions-ms") @Nullable Integer compareSessionsMs,
      @JsonProperty("watch-close-ms") @Nullable Integer watchCloseMs) {
    if (workerHeapMb != null && workerHeapMb < WorkerSettings.LEAST_HEAP_MB) {
      throw new IllegalArgumentException(
          "worker-heap-mb is "
              + workerHeapMb
              + ", must be at least "
              + WorkerSettings.LEAST_HEAP_MB);
    }
    return new LimitsSection(
        positive("mailbox", mailbox),
        positive("message-bytes", messageBytes),
        positive("state-bytes", stateBytes),
        positive("turn-ms", turnMs),
        positive("turn-allocation-mb", turnAllocationMb),
        positive("invite-ms", inviteMs),
        positive("request-ms", requestMs),
        positive("reload-linger-ms", reloadLingerMs),
        positive("load-ms", loadMs),
        positive("effects-per-turn", effectsPerTurn),
        positive("log-lines-per-turn", logLinesPerTurn),
        positive("timers-per-session", timersPerSession),
        positive("worker-heap-mb", workerHeapMb),
        positive("worker-restarts-per-minute", workerRestartsPerMinute),
        positive("unsent", unsent),
        within("compare-sessions-ms", compareSessionsMs, WatchLimits.LONGEST_SESSIONS),
        within("watch-close-ms", watchCloseMs, WatchLimits.LONGEST_CLOSE));
  }

  private static Optional<Integer> within(String key, @Nullable Integer value, Duration longest) {
    long shortestMs = WatchLimits.SHORTEST.toMillis();
    if (value != null && (value < shortestMs || value > longest.toMillis())) {
      throw new IllegalArgumentException(
          key + " is " + value + ", must be " + shortestMs + " to " + longest.toMillis());
    }
    return Optional.ofNullable(value);
  }

  private static Optional<Integer> positive(String key, @Nullable Integer value) {
    if (value != null && value < 1) {
      throw new IllegalArgumentException(key + " is " + value + ", must be at least 1");
    }
    return Optional.ofNullable(value);
  }
}
