package dev.croupier.worker;

import dev.croupier.app.CroupierException;

/** A setting of workers is out of its range. */
public final class InvalidWorkerSettingException extends CroupierException {
  private static final long serialVersionUID = 1L;

  /**
   * @param problem which setting, its value and its range
   */
  public InvalidWorkerSettingException(String problem) {
    super(problem);
  }

  static void requireAtLeast(String setting, long value, long least) {
    if (value < least) {
      throw new InvalidWorkerSettingException(
          setting + " is " + value + ", must be at least " + least);
    }
  }
}
