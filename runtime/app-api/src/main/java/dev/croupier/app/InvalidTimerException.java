package dev.croupier.app;

import java.time.Duration;

/** A timer was set to run out in the past. */
public final class InvalidTimerException extends CroupierException {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final Duration delay;

  /**
   * @param name the timer
   * @param delay what was asked for
   */
  public InvalidTimerException(String name, Duration delay) {
    super("timer \"" + name + "\" cannot be set to " + delay + ": the least delay is 0");
    this.name = name;
    this.delay = delay;
  }

  /**
   * @return the timer
   */
  public String name() {
    return name;
  }

  /**
   * @return what was asked for
   */
  public Duration delay() {
    return delay;
  }
}
