package dev.croupier.host.delivery;

import dev.croupier.app.CroupierException;

/** A message of a reserved type that says nothing this version understands. */
public final class UnreadableControlException extends CroupierException {
  private static final long serialVersionUID = 1L;

  UnreadableControlException(String type, String reason) {
    super("control message \"" + type + "\": " + reason);
  }
}
