package dev.croupier.plugin;

import dev.croupier.app.OutsideTurnException;
import dev.croupier.host.turn.SessionView;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Knows the turn that is under way in one app instance, and who may take part in it. */
final class Turns {

  // Read by authors' stray threads too, which must find out that they are none of it.
  private volatile @Nullable TurnScope current;

  void begin(TurnScope scope) {
    current = scope;
  }

  void end() {
    current = null;
  }

  /**
   * @param call what the author called, for the message
   * @return the turn under way on this thread
   * @throws OutsideTurnException if there is none
   */
  TurnScope scope(String call) {
    TurnScope scope = current;
    if (scope == null) {
      throw new OutsideTurnException(call, "was called outside of a turn");
    }
    Thread thread = Thread.currentThread();
    if (scope.threadId() != thread.threadId()) {
      throw new OutsideTurnException(
          call, "was called on thread \"" + thread.getName() + "\" that runs no turn");
    }
    return scope;
  }

  /**
   * @param call what the author called, for the message
   * @param sessionId the session it was called on
   * @return that session as the turn under way sees it
   * @throws OutsideTurnException if there is no turn, or it is another session's
   */
  SessionView session(String call, String sessionId) {
    Optional<SessionView> session = scope(call).turn().session();
    if (session.isPresent() && session.get().id().equals(sessionId)) {
      return session.get();
    }
    throw new OutsideTurnException(
        call,
        "of session "
            + sessionId
            + " was called in a turn of "
            + session.map(other -> "session " + other.id()).orElse("no session"));
  }
}
