package dev.croupier.cli.create;

import dev.croupier.app.CroupierException;

/** Something is in the way of writing files for an author. */
public final class CreateException extends CroupierException {
  private static final long serialVersionUID = 1L;

  CreateException(String message) {
    super(message);
  }

  CreateException(String message, Throwable cause) {
    super(message, cause);
  }
}
