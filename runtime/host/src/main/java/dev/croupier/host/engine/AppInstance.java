package dev.croupier.host.engine;

import dev.croupier.host.turn.Turn;
import dev.croupier.host.turn.TurnOutcome;

/**
 * An app running in a seat. The host calls it from one thread at a time, always the same platform
 * thread while the instance lives.
 */
public interface AppInstance extends AutoCloseable {

  /**
   * Handles one turn to completion. Errors in the author's code are part of the outcome, never
   * thrown.
   *
   * @param turn the input and its surroundings
   * @return the effects and the new state
   */
  TurnOutcome run(Turn turn);

  /** Frees the instance; no turn may be under way. */
  @Override
  void close();
}
