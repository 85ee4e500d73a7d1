package dev.croupier.client;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Hash32;
import java.time.Instant;
import java.util.Set;

/**
 * A proposal is on its way.
 *
 * @param proposalId its id, the digest of the step
 * @param expiresAt when it ends
 * @param to the wallets asked
 * @param connected those of them that are there now; the others hear of it when they come
 */
public record ProposalReceipt(
    Hash32 proposalId, Instant expiresAt, Set<Address> to, Set<Address> connected) {

  /** Copies the sets. */
  public ProposalReceipt {
    to = Set.copyOf(to);
    connected = Set.copyOf(connected);
  }
}
