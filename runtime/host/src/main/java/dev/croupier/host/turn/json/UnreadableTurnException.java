package dev.croupier.host.turn.json;

import dev.croupier.app.CroupierException;

/** A text is no written turn, input, effect, read or outcome. */
public final class UnreadableTurnException extends CroupierException {
  private static final long serialVersionUID = 1L;

  /**
   * @param reason which member is wrong, and what it should be
   */
  public UnreadableTurnException(String reason) {
    super("unreadable turn: " + reason);
  }

  /**
   * @param reason which member is wrong, and what it should be
   * @param cause what found it
   */
  public UnreadableTurnException(String reason, Throwable cause) {
    super("unreadable turn: " + reason, cause);
  }
}
