package dev.croupier.host;

import dev.croupier.client.Operation;
import dev.croupier.client.SessionSnapshot;
import dev.croupier.client.SessionVersion;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.SessionId;
import java.util.List;
import java.util.Optional;

/**
 * What the node's books say about a request whose answer was lost.
 *
 * @param <T> what the request brings
 */
sealed interface Finding<T> {

  /** The node has done it. */
  record Done<T>(T value) implements Finding<T> {}

  /** The node has not done it, and may still. */
  record NotYet<T>(String text) implements Finding<T> {}

  /** The node's books do not tell yet. */
  record Unsure<T>(String text) implements Finding<T> {}

  /** The node has not done it and will not, or nobody can tell. */
  record Never<T>(String code, String text) implements Finding<T> {}

  /**
   * Reads a session's books. A new state takes the version after the one it was made for, and so
   * does a close (clearnode-0.x 10.3, 10.4); whose it is the shares tell, or else who could have
   * reached the quorum. What another has brought about in the same version with the same shares is
   * done, too: the session is as was asked for.
   *
   * @param decision what was asked for
   * @param id the session
   * @param before its version as the decision found it
   * @param now the session, empty if the node knows it no more
   * @param sole whether nobody else can have brought such a change about
   */
  static Finding<SessionVersion> ofDecision(
      Operation decision, SessionId id, long before, Optional<SessionSnapshot> now, boolean sole) {
    String name = "session " + id.shortText();
    if (now.isEmpty()) {
      return new Never<>("not-done", "the node knows " + name + " no more");
    }
    SessionSnapshot session = now.get();
    return decision instanceof Operation.CloseSession close
        ? ofClose(close, before, session, name, sole)
        : ofState((Operation.SubmitState) decision, before, session, name, sole);
  }

  private static Finding<SessionVersion> ofState(
      Operation.SubmitState state,
      long before,
      SessionSnapshot session,
      String name,
      boolean sole) {
    long own = before + 1;
    if (session.version() < own && session.open()) {
      return new NotYet<>(name + " has its old shares");
    }
    if (session.version() < own || (session.version() == own && !session.open())) {
      return new Never<>("not-done", name + " is closed; its shares were not replaced");
    }
    if (session.version() > own) {
      return unknown(name + " has had other states since");
    }
    return ofShares(state.allocations(), session, name, sole);
  }

  private static Finding<SessionVersion> ofClose(
      Operation.CloseSession close,
      long before,
      SessionSnapshot session,
      String name,
      boolean sole) {
    if (session.open()) {
      return new NotYet<>(name + " is open");
    }
    // A session ends once. So what it has paid out tells, whatever states it had before; where the
    // node does not say, only the version can.
    return tellsShares(session) || session.version() <= before + 1
        ? ofShares(close.allocations(), session, name, sole)
        : unknown(name + " has had other states before it was closed");
  }

  private static Finding<SessionVersion> ofShares(
      List<Allocation> wanted, SessionSnapshot session, String name, boolean sole) {
    SessionVersion version =
        new SessionVersion(session.sessionId(), session.version(), session.open());
    if (tellsShares(session)) {
      return CallSearch.holds(session, wanted)
          ? new Done<>(version)
          : new Never<>("superseded", name + " was given other shares by others");
    }
    return sole ? new Done<>(version) : unknown(name + " was changed, maybe by others");
  }

  private static boolean tellsShares(SessionSnapshot session) {
    return session.allocations().filter(told -> !told.isEmpty()).isPresent();
  }

  private static Finding<SessionVersion> unknown(String what) {
    return new Never<>(
        FailureCodes.OUTCOME_UNKNOWN, what + "; what became of this request nobody can tell");
  }
}
