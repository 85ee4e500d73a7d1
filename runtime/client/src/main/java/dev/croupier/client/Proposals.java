package dev.croupier.client;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.crypto.Signature;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Collects signatures of other wallets under a step, and carries this wallet's own to others. What
 * comes in is told through {@link NodeListener#proposed}, {@link NodeListener#proposalAnswered} and
 * {@link NodeListener#proposalWithdrawn}. Proposals live in the carrier's memory: when it restarts
 * they are forgotten, and time is over when it is over.
 *
 * <p>Futures fail with {@link NodeException.Refused} if the carrier does not take the request, and
 * as those of {@link NodeConnection} do.
 */
public interface Proposals {

  /**
   * Asks others to sign a step.
   *
   * @param step what to sign; the request is sent by the proposer once enough weight has signed
   * @param signatures those there are already, possibly none
   * @param to the wallets to ask, each a participant; empty for all participants but this wallet
   * @param deadline until when to wait; empty for as long as the step and the carrier allow
   * @return what became of it
   */
  CompletableFuture<ProposalReceipt> propose(
      Step step, List<Signature> signatures, Set<Address> to, Optional<Instant> deadline);

  /**
   * Answers a proposal with this wallet's signature.
   *
   * @param proposalId the proposal
   * @param signature over its text
   * @return the wallets that have not answered yet
   */
  CompletableFuture<Set<Address>> sign(Hash32 proposalId, Signature signature);

  /**
   * Answers a proposal with a refusal.
   *
   * @param proposalId the proposal
   * @param reason why, for the proposer; at most 1000 characters
   * @return the wallets that have not answered yet
   */
  CompletableFuture<Set<Address>> refuse(Hash32 proposalId, String reason);

  /**
   * Takes a proposal of this wallet back; those who have not answered are told.
   *
   * @param proposalId the proposal
   * @return completes when it is gone
   */
  CompletableFuture<Void> withdraw(Hash32 proposalId);
}
