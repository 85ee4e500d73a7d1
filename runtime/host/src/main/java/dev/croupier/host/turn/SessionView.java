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
 */
public record SessionView(
    String id, SessionTerms terms, List<Allocation> allocations, String stateJson) {
  /** Copies the list. */
  public SessionView {
    allocations = List.copyOf(allocations);
  }
}
