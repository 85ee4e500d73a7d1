package dev.croupier.script;

import dev.croupier.app.CroupierException;

/** A script asked for more in one turn than it may. */
final class TooManyEffectsException extends CroupierException {
  private static final long serialVersionUID = 1L;

  private final int limit;

  /**
   * @param limit effects per turn
   */
  TooManyEffectsException(int limit) {
    super("one turn may send, call and set timers " + limit + " times at most");
    this.limit = limit;
  }

  /**
   * @return effects per turn
   */
  int limit() {
    return limit;
  }
}
