package dev.croupier.script;

import dev.croupier.app.CroupierException;
import java.time.Duration;
import java.util.Map;

/**
 * How much a script may use. A turn that goes beyond ends as a failure and leaves no trace but its
 * report; other instances do not notice.
 *
 * @param turnTime wall time of one turn, if the script was running for at least half of it; on a
 *     busier machine up to five times as much. The script is interrupted, its module globals stay
 * @param loadTime wall time for running a module's top level
 * @param turnAllocationBytes memory one turn may allocate, kept or not; beyond it the script's
 *     context is closed and opened anew in the next turn, so that its module globals are lost
 * @param maxEffects messages, calls, timers and answers per turn
 * @param maxLogLines log lines per turn; more are dropped with one line that says so
 * @param maxMessageChars length of a message's data, a timer's data or a session's data as JSON
 * @param maxStateChars length of a session's state as JSON
 */
public record ScriptLimits(
    Duration turnTime,
    Duration loadTime,
    long turnAllocationBytes,
    int maxEffects,
    int maxLogLines,
    int maxMessageChars,
    int maxStateChars) {

  /**
   * 2 s and 256 MiB per turn, 10 s for loading, 1,000 effects and 200 log lines per turn, 256 Ki
   * characters per message, 1 Mi characters of state per session.
   */
  public static final ScriptLimits DEFAULTS =
      new ScriptLimits(
          Duration.ofSeconds(2),
          Duration.ofSeconds(10),
          256L << 20,
          1_000,
          200,
          256 << 10,
          1 << 20);

  /**
   * Checks that every limit is positive.
   *
   * @throws InvalidLimitException if one is not
   */
  public ScriptLimits {
    requirePositive("turnTime", turnTime.toMillis());
    requirePositive("loadTime", loadTime.toMillis());
    requirePositive("turnAllocationBytes", turnAllocationBytes);
    requirePositive("maxEffects", maxEffects);
    requirePositive("maxLogLines", maxLogLines);
    requirePositive("maxMessageChars", maxMessageChars);
    requirePositive("maxStateChars", maxStateChars);
  }

  /**
   * @return these limits as text, to hand to an engine in another process
   */
  public Map<String, String> settings() {
    return Map.of(
        "turn-ms", Long.toString(turnTime.toMillis()),
        "load-ms", Long.toString(loadTime.toMillis()),
        "turn-allocation-bytes", Long.toString(turnAllocationBytes),
        "effects", Integer.toString(maxEffects),
        "log-lines", Integer.toString(maxLogLines),
        "message-chars", Integer.toString(maxMessageChars),
        "state-chars", Integer.toString(maxStateChars));
  }

  /**
   * @param settings from {@link #settings}; what is left out has its default
   * @return the limits
   * @throws InvalidLimitException if one is not a whole number from 1
   */
  static ScriptLimits of(Map<String, String> settings) {
    return new ScriptLimits(
        Duration.ofMillis(number(settings, "turn-ms", DEFAULTS.turnTime.toMillis())),
        Duration.ofMillis(number(settings, "load-ms", DEFAULTS.loadTime.toMillis())),
        number(settings, "turn-allocation-bytes", DEFAULTS.turnAllocationBytes),
        (int) number(settings, "effects", DEFAULTS.maxEffects),
        (int) number(settings, "log-lines", DEFAULTS.maxLogLines),
        (int) number(settings, "message-chars", DEFAULTS.maxMessageChars),
        (int) number(settings, "state-chars", DEFAULTS.maxStateChars));
  }

  private static long number(Map<String, String> settings, String name, long otherwise) {
    String text = settings.get(name);
    try {
      return text == null ? otherwise : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new InvalidLimitException(name, 0);
    }
  }

  private static void requirePositive(String limit, long value) {
    if (value <= 0) {
      throw new InvalidLimitException(limit, value);
    }
  }

  /**
   * @param time wall time of one turn
   * @return these limits with another turn time
   */
  public ScriptLimits withTurnTime(Duration time) {
    return new ScriptLimits(
        time,
        loadTime,
        turnAllocationBytes,
        maxEffects,
        maxLogLines,
        maxMessageChars,
        maxStateChars);
  }

  /** A limit for scripts is not positive. */
  public static final class InvalidLimitException extends CroupierException {
    private static final long serialVersionUID = 1L;

    private final String limit;
    private final long value;

    InvalidLimitException(String limit, long value) {
      super("script limit " + limit + " is " + value + "; it must be at least 1");
      this.limit = limit;
      this.value = value;
    }

    /**
     * @return the limit's name
     */
    public String limit() {
      return limit;
    }

    /**
     * @return what it was set to
     */
    public long value() {
      return value;
    }
  }
}
