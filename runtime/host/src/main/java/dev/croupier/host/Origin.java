package dev.croupier.host;

import dev.croupier.host.journal.CallRef;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.SeatRead;
import dev.croupier.protocol.SessionId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Whose turn asked for an effect: answers go back there.
 *
 * @param app the instance that ran the turn; for an operator's request the instance that handles
 *     the session
 * @param session the session it happened in, empty for turns of no session
 * @param operator who takes the answer to an operator's request, empty for an app's turns
 */
record Origin(
    RunningApp app,
    Optional<ActiveSession> session,
    Optional<Consumer<Input.CallResult>> operator) {

  private static final String OPERATOR = ".operator";

  /** A turn of the app. */
  Origin(RunningApp app, Optional<ActiveSession> session) {
    this(app, session, Optional.empty());
  }

  /** Names the run in the journal: requests of operators are no turns of the app's. */
  String runId() {
    return app.run().id() + (operator.isPresent() ? OPERATOR : "");
  }

  /** Whether a run in the journal is an operator's. */
  static boolean isOperator(String runId) {
    return runId.endsWith(OPERATOR);
  }

  /** Names one of the turn's calls in the journal. */
  CallRef ref(long callId) {
    return new CallRef(runId(), app.lane().index(), sessionId().map(SessionId::toString), callId);
  }

  /** What the app asked of its seat in the turn; nothing where none ran. */
  List<SeatRead> reads() {
    return operator.isPresent() ? List.of() : app.reads();
  }

  Optional<SessionId> sessionId() {
    return session.map(ActiveSession::id);
  }
}
