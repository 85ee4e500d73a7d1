package dev.croupier.client.v0;

import dev.croupier.client.NodeException;
import dev.croupier.client.Proposal;
import dev.croupier.client.ProposalAnswer;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.crypto.Keccak;
import dev.croupier.protocol.crypto.KnownSigners;
import dev.croupier.protocol.crypto.Signature;
import dev.croupier.protocol.relay.RelayMethods;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.ResponseFrame;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Reads proposals and answers to them. Who proposes and who answers is established by the proof in
 * the frame, which must be of the very request whose content is told; the carrier is believed
 * nothing but who is still to answer.
 */
final class ProposalReader {
  private final KnownSigners signers;
  private final SenderProof.Vouching vouching;

  ProposalReader(KnownSigners signers, SenderProof.Vouching vouching) {
    this.signers = signers;
    this.vouching = vouching;
  }

  /**
   * @throws NodeException.UnusableFrame if the frame and its proof say different things
   * @throws dev.croupier.protocol.ProtocolException if a part cannot be read
   */
  Proposal proposal(ResponseFrame frame) {
    Members told = members(frame);
    SenderProof proof = SenderProof.of(frame, RelayMethods.PROPOSE, signers, vouching);
    Members signed = Members.ofRequest(Method.MESSAGE, proof.signed().params());
    String text = told.requiredText("req");
    Hash32 id = told.hash("proposal_id");
    requireSame("req", text, signed.text("req"));
    requireSame("sig", told.texts("sig"), signed.texts("sig"));
    requireSame("from", told.address("from"), proof.wallet());
    requireSame("id", id, Keccak.keccak256(text.getBytes(StandardCharsets.UTF_8)));
    return new Proposal(
        id,
        proof.wallet(),
        proof.kind(),
        text,
        told.texts("sig").stream().map(Signature::parse).toList(),
        Set.copyOf(told.addresses("to")),
        Instant.ofEpochMilli(told.requiredUnsigned("expires_at")));
  }

  /**
   * @throws NodeException.UnusableFrame if the frame and its proof say different things
   * @throws dev.croupier.protocol.ProtocolException if a part cannot be read
   */
  ProposalAnswer answer(ResponseFrame frame) {
    Members told = members(frame);
    SenderProof proof = SenderProof.of(frame, RelayMethods.ANSWER_PROPOSAL, signers, vouching);
    Members signed = Members.ofRequest(Method.MESSAGE, proof.signed().params());
    Hash32 id = told.hash("proposal_id");
    Optional<String> signature = Optional.ofNullable(told.optionalText("sig"));
    Optional<String> refusal = Optional.ofNullable(told.optionalText("refused"));
    requireSame("id", id, Hash32.parse(signed.text("proposal_id")));
    requireSame("sig", signature, Optional.ofNullable(signed.optionalText("sig")));
    requireSame("refusal", refusal, Optional.ofNullable(signed.optionalText("refused")));
    requireSame("from", told.address("from"), proof.wallet());
    if (signature.isPresent() == refusal.isPresent()) {
      throw new NodeException.UnusableFrame("an answer to a proposal: neither yes nor no");
    }
    return new ProposalAnswer(
        id,
        proof.wallet(),
        proof.kind(),
        signature.map(Signature::parse),
        refusal,
        Set.copyOf(told.addresses("waiting_for")));
  }

  Hash32 withdrawn(ResponseFrame frame) {
    return members(frame).hash("proposal_id");
  }

  private static Members members(ResponseFrame frame) {
    return Members.ofAnswer(Method.MESSAGE, frame.payload().params());
  }

  private static void requireSame(String what, Object told, Object proven) {
    if (!Objects.equals(told, proven)) {
      throw new NodeException.UnusableFrame(
          "a relayed proposal: its proof is of another " + what + " than is told");
    }
  }

  /** What an answer to a request about a proposal says of those who have not answered. */
  static Set<Address> waitingFor(Members answer) {
    return Set.copyOf(List.copyOf(answer.addresses("waiting_for")));
  }
}
