package dev.croupier.testkit;

import dev.croupier.app.CroupierException;

/** A table was used in a way that cannot work, or does not come to rest. */
public final class TestTableException extends CroupierException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong, with the value and the rule
   */
  public TestTableException(String message) {
    super(message);
  }

  /**
   * @param message what is wrong
   * @param cause what was thrown
   */
  public TestTableException(String message, Throwable cause) {
    super(message, cause);
  }
}
