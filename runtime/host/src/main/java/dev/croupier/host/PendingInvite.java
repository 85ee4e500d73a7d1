package dev.croupier.host;

import dev.croupier.client.SessionDefinition;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.SessionId;
import java.time.Instant;
import java.util.List;

/**
 * A request for a seat's signature that waits for the operator. The guard has passed it.
 *
 * @param seat the seat that is asked
 * @param id names the invite in the answer; unique per seat and run of the host
 * @param initiator who asks
 * @param sessionId the id the session will have
 * @param definition who takes part and who decides
 * @param allocations what everybody pays in
 * @param until when it is refused if nobody has answered
 */
public record PendingInvite(
    String seat,
    long id,
    Address initiator,
    SessionId sessionId,
    SessionDefinition definition,
    List<Allocation> allocations,
    Instant until) {
  /** Copies the list. */
  public PendingInvite {
    allocations = List.copyOf(allocations);
  }
}
