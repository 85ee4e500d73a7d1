package dev.croupier.worker;

import dev.croupier.app.CroupierException;

/** A worker's process ended while something was expected of it. */
final class WorkerEndedException extends CroupierException {
  private static final long serialVersionUID = 1L;

  private final transient Ending ending;

  WorkerEndedException(Ending ending) {
    super(ending.reason());
    this.ending = ending;
  }

  Ending ending() {
    return ending;
  }
}
