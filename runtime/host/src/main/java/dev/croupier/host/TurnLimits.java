package dev.croupier.host;

import dev.croupier.host.turn.AppFailure;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.TurnOutcome;
import dev.croupier.protocol.Utf8;
import java.util.ArrayList;
import java.util.List;

/**
 * The host's limits on what may come of a turn.
 *
 * @param limits their values
 */
public record TurnLimits(HostConfig limits) {

  /**
   * @param outcome what came of a turn
   * @return the same, or a failure that names the limit it breaks
   */
  public TurnOutcome apply(TurnOutcome outcome) {
    long asked =
        outcome.effects().stream().filter(effect -> !(effect instanceof Effect.Log)).count();
    if (asked > limits.effectsPerTurn()) {
      return broken(
          "turn asked for %d effects, at most %d are allowed"
              .formatted(asked, limits.effectsPerTurn()));
    }
    int bytes = outcome.stateJson().map(Utf8::length).orElse(0);
    if (bytes > limits.stateBytes()) {
      return broken(
          "state has %d bytes, at most %d are allowed".formatted(bytes, limits.stateBytes()));
    }
    return outcome.effects().size() - asked > limits.effectsPerTurn() ? cut(outcome) : outcome;
  }

  /** Log lines change nothing, so that too many of them are no reason to lose the turn. */
  private TurnOutcome cut(TurnOutcome outcome) {
    List<Effect> kept = new ArrayList<>();
    int lines = 0;
    for (Effect effect : outcome.effects()) {
      if (!(effect instanceof Effect.Log) || lines++ < limits.effectsPerTurn()) {
        kept.add(effect);
      }
    }
    kept.add(
        new Effect.Log(
            "warn",
            "further log lines of this turn are dropped; at most " + limits.effectsPerTurn()));
    return new TurnOutcome(kept, outcome.stateJson(), outcome.failure(), outcome.unhandled());
  }

  private static TurnOutcome broken(String message) {
    return RunningApp.failed(new AppFailure(message, "", ""));
  }
}
