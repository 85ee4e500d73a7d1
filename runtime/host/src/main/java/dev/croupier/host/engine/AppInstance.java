package dev.croupier.host.engine;

import dev.croupier.host.turn.Turn;
import dev.croupier.host.turn.TurnOutcome;

/**
 * An app running in one lane of a seat. The host calls it from one thread at a time; all its turns
 * run on the same platform thread, which need not be the one that started it.
 */
public interface AppInstance extends AutoCloseable {

  /**
   * Handles one turn to completion. Errors in the author's code are part of the outcome, never
   * thrown.
   *
   * @param turn the input and its surroundings
   * @return the effects and the new state
   * @throws InstanceLostException if the instance runs no turn any more, this one included; the
   *     seat ends
   */
  TurnOutcome run(Turn turn);

  /**
   * @return whether its turns should not run on the seat's loop, because they wait for something
   *     outside such as another process; the host then gives its lane a thread
   */
  default boolean ownThread() {
    return false;
  }

  /**
   * Where the code is that runs now. Called by other threads, in the middle of a turn; waits for
   * nothing.
   *
   * @return the best known place, such as {@code player.js:12:7}, {@code ""} if nothing is known
   */
  default String whereabouts() {
    return "";
  }

  /** Frees the instance; no turn may be under way. */
  @Override
  void close();
}
