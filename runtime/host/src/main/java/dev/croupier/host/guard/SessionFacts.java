package dev.croupier.host.guard;

import dev.croupier.client.SessionDefinition;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.SessionId;
import java.util.List;
import java.util.Optional;

/**
 * What a seat knows about a session, as far as the guard needs it.
 *
 * @param id the session
 * @param definition who takes part and who decides
 * @param version the last version the node confirmed
 * @param open false once closed
 * @param shares the shares as last confirmed by the node, empty if the node has not told them
 */
public record SessionFacts(
    SessionId id,
    SessionDefinition definition,
    long version,
    boolean open,
    Optional<List<Allocation>> shares) {
  /** Copies the list. */
  public SessionFacts {
    shares = shares.map(List::copyOf);
  }
}
