package dev.croupier.host.journal;

import dev.croupier.app.CroupierException;

/** A text is no journal record of a known format. */
public final class UnreadableRecordException extends CroupierException {
  private static final long serialVersionUID = 1L;

  UnreadableRecordException(String reason) {
    super("unreadable journal record: " + reason);
  }

  UnreadableRecordException(String reason, Throwable cause) {
    super("unreadable journal record: " + reason, cause);
  }
}
