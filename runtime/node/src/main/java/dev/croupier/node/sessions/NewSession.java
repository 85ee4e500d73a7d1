package dev.croupier.node.sessions;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.SessionId;
import java.util.List;

/**
 * A request to create a session (clearnode-0.x 10.1), read but not checked.
 *
 * @param id the id that follows from the definition
 * @param application application name, may be empty
 * @param protocol session protocol as requested, may be empty
 * @param participants the wallets
 * @param weights the weights; their number may be wrong
 * @param quorum weight needed to change the session; 0 stands for 100
 * @param challenge stored, without effect
 * @param nonce must not be 0
 * @param allocations who pays in what
 * @param sessionData free text, may be empty
 */
public record NewSession(
    SessionId id,
    String application,
    String protocol,
    List<Address> participants,
    List<Long> weights,
    long quorum,
    long challenge,
    long nonce,
    List<Allocation> allocations,
    String sessionData) {

  /** Copies the lists. */
  public NewSession {
    participants = List.copyOf(participants);
    weights = List.copyOf(weights);
    allocations = List.copyOf(allocations);
  }
}
