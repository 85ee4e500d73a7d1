package dev.croupier.cli.bench.report;

import dev.croupier.app.CroupierException;

/** A report cannot be made or read. */
public final class ReportException extends CroupierException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message which part, and what is wrong with it
   */
  public ReportException(String message) {
    super(message);
  }

  /**
   * @param message which part, and what is wrong with it
   * @param cause what told so
   */
  public ReportException(String message, Throwable cause) {
    super(message, cause);
  }
}
