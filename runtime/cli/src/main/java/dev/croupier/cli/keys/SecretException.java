package dev.croupier.cli.keys;

import dev.croupier.app.CroupierException;

/** A password or key could not be had, or cannot be used. Messages never repeat it. */
public final class SecretException extends CroupierException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message where it was looked for, and what is wrong with what was found
   */
  SecretException(String message) {
    super(message);
  }
}
