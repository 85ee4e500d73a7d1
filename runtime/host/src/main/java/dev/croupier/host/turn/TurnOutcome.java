package dev.croupier.host.turn;

import java.util.List;
import java.util.Optional;

/**
 * What came of a turn. If there is a failure, the host drops the effects and the state: a turn that
 * throws leaves no trace but its report. Late failures (an unhandled rejection inside an otherwise
 * good turn) keep them.
 *
 * @param effects what the app asked for, in order
 * @param stateJson the session's new state as JSON text, empty if unchanged
 * @param failure the error the handler ended with, empty if it ended well
 * @param unhandled errors nobody caught that did not end the turn, such as rejected promises
 */
public record TurnOutcome(
    List<Effect> effects,
    Optional<String> stateJson,
    Optional<AppFailure> failure,
    List<AppFailure> unhandled) {
  /** Copies the lists. */
  public TurnOutcome {
    effects = List.copyOf(effects);
    unhandled = List.copyOf(unhandled);
  }

  /**
   * @return the effects that leave the turn: all of them, or only its log lines if it has failed
   */
  public List<Effect> leaving() {
    return failure.isEmpty()
        ? effects
        : effects.stream().filter(Effect.Log.class::isInstance).toList();
  }
}
