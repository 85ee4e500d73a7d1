package dev.croupier.app;

/**
 * Base of every error Croupier raises on purpose. Each rule has its own subclass that carries the
 * offending value and the bound it broke, so that callers act on types and accessors, never on the
 * text of a message.
 *
 * <p>Messages may be shown to people and written to logs: they never contain keys, tokens or login
 * signatures.
 */
public abstract class CroupierException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what was wrong, where, with which value, and the rule it broke
   */
  protected CroupierException(String message) {
    super(message);
  }

  /**
   * @param message what was wrong, where, with which value, and the rule it broke
   * @param cause the error that led here
   */
  protected CroupierException(String message, Throwable cause) {
    super(message, cause);
  }
}
