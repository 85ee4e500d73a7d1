package dev.croupier.host;

import dev.croupier.app.CroupierException;

/** An operator's request was refused or failed; the message says by whom and why. */
public final class OperatorException extends CroupierException {
  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * @param code a stable word: the guard's rule, {@code node-refused}, {@code outcome-unknown},
   *     {@code unknown-seat}, {@code seat-stopped}, {@code unknown-invite} and others
   * @param message who refused what, and why
   */
  OperatorException(String code, String message) {
    super(message);
    this.code = code;
  }

  static OperatorException stopped(String seat) {
    return new OperatorException("seat-stopped", "seat " + seat + " has stopped or is stopping");
  }

  /**
   * @return a stable word for the kind of failure
   */
  public String code() {
    return code;
  }
}
