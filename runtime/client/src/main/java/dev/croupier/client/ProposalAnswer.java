package dev.croupier.client;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.crypto.Signature;
import java.util.Optional;
import java.util.Set;

/**
 * What a wallet said to a proposal of this one. Its signature is still to be checked against the
 * text, by {@link NodeConnection#signerOf}.
 *
 * @param proposalId the proposal
 * @param from the wallet that answers
 * @param proof how that wallet is known
 * @param signature its signature over the proposed text; empty if it refuses
 * @param refusal why it refuses, possibly empty text; empty if it signs
 * @param waitingFor the wallets that have not answered yet, as the carrier says
 */
public record ProposalAnswer(
    Hash32 proposalId,
    Address from,
    RelayedMessage.Proof proof,
    Optional<Signature> signature,
    Optional<String> refusal,
    Set<Address> waitingFor) {

  /** Copies the set. */
  public ProposalAnswer {
    waitingFor = Set.copyOf(waitingFor);
  }
}
