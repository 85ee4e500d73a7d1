package dev.croupier.plugin;

import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.SessionView;
import dev.croupier.host.turn.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What one turn has brought about so far. */
final class TurnScope {

  private final Turn turn;
  private final long threadId = Thread.currentThread().threadId();
  private final RandomGenerator random;
  private final List<Effect> effects = new ArrayList<>();
  private @Nullable String newStateJson;

  /**
   * Begins a turn on the current thread.
   *
   * @param turn the turn
   */
  TurnScope(Turn turn) {
    this.turn = turn;
    random = new SplittableRandom(turn.seed());
  }

  Turn turn() {
    return turn;
  }

  long threadId() {
    return threadId;
  }

  RandomGenerator random() {
    return random;
  }

  List<Effect> effects() {
    return effects;
  }

  void add(Effect effect) {
    effects.add(effect);
  }

  void setState(String json) {
    newStateJson = json;
  }

  /**
   * @param session the session of this turn
   * @return its state as JSON text, with what this turn has changed
   */
  String state(SessionView session) {
    return newStateJson == null ? session.stateJson() : newStateJson;
  }

  /**
   * @return the new state, empty if it is what it was
   */
  Optional<String> changedState() {
    return Optional.ofNullable(newStateJson)
        .filter(json -> turn.session().map(s -> !json.equals(s.stateJson())).orElse(true));
  }
}
