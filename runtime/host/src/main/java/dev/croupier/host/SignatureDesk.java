package dev.croupier.host;

import dev.croupier.host.cosign.CoSigning;
import dev.croupier.host.cosign.Proposal;
import dev.croupier.protocol.crypto.Signature;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Everything of a seat that waits for signatures: others' for what it proposes, its own for what
 * others propose. Runs on the seat's loop.
 *
 * @param invites new sessions others propose
 * @param proposals states and closes others propose
 * @param rounds what this seat proposes
 */
record SignatureDesk(InviteDesk invites, ProposalDesk proposals, SigningRounds rounds) {

  static SignatureDesk of(SeatContext seat, SessionLifecycle lifecycle, CoSigning coSigning) {
    return new SignatureDesk(
        new InviteDesk(seat),
        new ProposalDesk(seat, lifecycle),
        new SigningRounds(seat, coSigning));
  }

  /** Considers what another participant proposes; the answer may come in a later step. */
  void consider(Proposal proposal, CompletableFuture<Signature> answer) {
    switch (proposal) {
      case Proposal.Creation creation -> invites.consider(creation, answer);
      case Proposal.Decision decision -> proposals.consider(decision, answer);
    }
  }

  /** Another participant needs no answer any more. */
  void withdrawn(Proposal proposal) {
    invites.withdrawn(proposal);
    proposals.withdrawn(proposal);
  }

  /**
   * Gives up on what is overdue.
   *
   * @return how much
   */
  int expire(long nowMs) {
    return invites.expire(nowMs) + proposals.expire(nowMs) + rounds.expire(nowMs);
  }

  OptionalLong nextDueMs() {
    return Stream.of(invites.nextDueMs(), proposals.nextDueMs(), rounds.nextDueMs())
        .flatMapToLong(OptionalLong::stream)
        .min();
  }

  /** Refuses what others still wait for. */
  void close() {
    invites.close();
    proposals.close();
  }
}
