package dev.croupier.node.rules;

import dev.croupier.app.CroupierException;

/**
 * A request breaks a rule of the protocol and is answered with an {@code error} frame. On the wire
 * an error is nothing but its text (clearnode-0.x 2), so the text is all there is; the texts are
 * those of the public servers where these have one.
 */
public final class RefusedException extends CroupierException {
  private static final long serialVersionUID = 1L;

  /**
   * @param text the text of the error frame
   */
  public RefusedException(String text) {
    super(text);
  }

  /**
   * @return the text of the error frame
   */
  public String text() {
    return String.valueOf(getMessage());
  }

  /** Refusals are everyday answers: they need no stack trace, which costs more than the check. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
