package dev.croupier.node.sessions;

import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.SessionId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to change or close a session (clearnode-0.x 10.3, 10.4), read but not checked.
 *
 * @param session id of the session
 * @param intent what a submit means to do, empty if it does not say
 * @param version the version a submit leads to, 0 if it does not say
 * @param allocations the shares afterwards
 * @param sessionData the new text, or null to keep the old one
 */
public record StateUpdate(
    SessionId session,
    String intent,
    long version,
    List<Allocation> allocations,
    @Nullable String sessionData) {

  /** Copies the list. */
  public StateUpdate {
    allocations = List.copyOf(allocations);
  }
}
