package dev.croupier.host.turn;

import dev.croupier.app.Allocation;
import dev.croupier.app.SessionTerms;
import java.util.List;

/**
 * A session as it stood when a turn began.
 *
 * @param id the session id
 * @param terms who takes part and who decides
 * @param allocations the shares as last confirmed by the node
 * @param stateJson the app's durable state as JSON text, {@code null} as text while there is none
 * @param sessionData the text the node keeps with the session, {@code ""} if there is none
 */
public record SessionView(
    String id,
    SessionTerms terms,
    List<Allocation> allocations,
    String stateJson,
    String sessionData) {
  /** Copies the list. */
  public SessionView {
    allocations = List.copyOf(allocations);
  }

  /** A session with which the node keeps no text. */
  public SessionView(
      String id, SessionTerms terms, List<Allocation> allocations, String stateJson) {
    this(id, terms, allocations, stateJson, "");
  }

  /**
   * @param json another state, as JSON text
   * @return the session with that state
   */
  public SessionView withState(String json) {
    return new SessionView(id, terms, allocations, json, sessionData);
  }
}
