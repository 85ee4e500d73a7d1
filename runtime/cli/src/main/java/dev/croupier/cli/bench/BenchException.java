package dev.croupier.cli.bench;

import dev.croupier.app.CroupierException;

/** A benchmark could not be set up: the node is not there, or refused what the load needs. */
public final class BenchException extends CroupierException {
  private static final long serialVersionUID = 1L;

  BenchException(String message) {
    super(message);
  }

  BenchException(String message, Throwable cause) {
    super(message, cause);
  }
}
