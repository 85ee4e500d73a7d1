package dev.croupier.cli.bench.run;

import dev.croupier.app.CroupierException;

/** A benchmark could not be set up or finished: what it needs is not there, or refused. */
public final class BenchException extends CroupierException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is missing
   */
  public BenchException(String message) {
    super(message);
  }

  /**
   * @param message what is missing
   * @param cause what told so
   */
  public BenchException(String message, Throwable cause) {
    super(message, cause);
  }
}
