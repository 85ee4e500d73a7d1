package dev.croupier.script;

import dev.croupier.app.Allocation;
import dev.croupier.app.SessionTerms;
import dev.croupier.host.turn.SessionView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a context's prelude knows of its sessions from earlier turns. Writing a session out as JSON
 * and reading it again costs more than most handlers, and from turn to turn little changes.
 */
final class ToldSessions {
  private final Map<String, Told> sessions = new HashMap<>();

  /** What the prelude was told last of one session. */
  private static final class Told {
    private @Nullable SessionTerms terms;
    private @Nullable List<Allocation> allocations;
    private @Nullable String sessionData;
    private @Nullable String state;
  }

  /**
   * @param session as it stands in this turn
   * @return its terms, allocations and text as JSON, or null if the prelude has them
   */
  @Nullable String about(SessionView session) {
    Told told = sessions.computeIfAbsent(session.id(), id -> new Told());
    if (same(session.terms(), told.terms)
        && same(session.allocations(), told.allocations)
        && session.sessionData().equals(told.sessionData)) {
      return null;
    }
    told.terms = session.terms();
    told.allocations = session.allocations();
    told.sessionData = session.sessionData();
    return ScriptJson.about(session);
  }

  /** The host keeps its objects, so mostly this is quick. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean same(Object now, @Nullable Object before) {
    return now == before || now.equals(before);
  }

  /**
   * @param session as it stands in this turn
   * @return its state as JSON, or null if the prelude has it
   */
  @Nullable String state(SessionView session) {
    Told told = sessions.computeIfAbsent(session.id(), id -> new Told());
    if (session.stateJson().equals(told.state)) {
      return null;
    }
    told.state = session.stateJson();
    return told.state;
  }

  /**
   * @param sessionId the session of a turn that ended well
   * @param stateJson the state the prelude has made of it
   */
  void changed(String sessionId, String stateJson) {
    sessions.computeIfAbsent(sessionId, id -> new Told()).state = stateJson;
  }

  /**
   * @param sessionId a session of which it is not certain any more what the prelude knows
   */
  void forget(String sessionId) {
    sessions.remove(sessionId);
  }
}
