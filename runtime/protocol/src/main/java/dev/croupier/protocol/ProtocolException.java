package dev.croupier.protocol;

import dev.croupier.app.CroupierException;

/**
 * Base of everything that reading, checking or writing protocol values raises. A decoder throws
 * nothing else, whatever bytes it is given.
 */
public abstract class ProtocolException extends CroupierException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what was wrong, where, with which value, and the rule it broke
   */
  protected ProtocolException(String message) {
    super(message);
  }

  /**
   * @param message what was wrong, where, with which value, and the rule it broke
   * @param cause the error that led here
   */
  protected ProtocolException(String message, Throwable cause) {
    super(message, cause);
  }
}
