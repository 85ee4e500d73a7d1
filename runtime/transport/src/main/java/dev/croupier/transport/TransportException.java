package dev.croupier.transport;

import dev.croupier.app.CroupierException;

/** Base of the errors of sockets: settings that cannot be, ports that cannot be had. */
public abstract class TransportException extends CroupierException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what was wrong, with the value and the rule
   */
  protected TransportException(String message) {
    super(message);
  }

  /**
   * @param message what was wrong, with the value and the rule
   * @param cause the error that led here
   */
  protected TransportException(String message, Throwable cause) {
    super(message, cause);
  }
}
