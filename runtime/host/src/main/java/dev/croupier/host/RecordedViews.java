package dev.croupier.host;

import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.SessionView;
import dev.croupier.host.turn.Turn;
import dev.croupier.host.turn.TurnOutcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How sessions stand by what is recorded, so that records say it only where that is not what their
 * last one in the same run led to. Used on the seat's loop.
 */
final class RecordedViews {

  /** Beyond this the session not recorded for longest is told anew; nothing else comes of it. */
  private static final int REMEMBERED = 16_384;

  private final Map<String, Known> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.@Nullable Entry<String, Known> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * Takes in a turn that is about to be recorded.
   *
   * @param run its run
   * @param turn the turn
   * @param outcome what came of it
   * @return the session as the turn saw it, empty if that is known
   */
  Optional<SessionView> news(String run, Turn turn, TurnOutcome outcome) {
    if (turn.session().isEmpty()) {
      return Optional.empty();
    }
    SessionView before = turn.session().get();
    boolean told = new Known(run, before).equals(known.get(before.id()));
    if (turn.input() instanceof Input.SessionClosed) {
      known.remove(before.id());
    } else {
      known.put(before.id(), new Known(run, after(before, outcome)));
    }
    return told ? Optional.empty() : turn.session();
  }

  private static SessionView after(SessionView before, TurnOutcome outcome) {
    return outcome
        .stateJson()
        .filter(state -> outcome.failure().isEmpty())
        .map(before::withState)
        .orElse(before);
  }

  private record Known(String run, SessionView view) {}
}
