package dev.croupier.client.v0;

import dev.croupier.client.ClientConfig;
import dev.croupier.client.ProposalReceipt;
import dev.croupier.client.Proposals;
import dev.croupier.client.Step;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.crypto.Signature;
import dev.croupier.protocol.json.JsonArray;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.relay.RelayMethods;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.RequestPayload;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The proposals of a local node or a relay service. The wallet signs every request, since these
 * speak for it to others.
 */
final class ProposalDesk implements Proposals {
  private static final String ID = "proposal_id";

  private final ClientConfig config;
  private final RequestIds ids;
  private final Lifeline lifeline;

  ProposalDesk(ClientConfig config, RequestIds ids, Lifeline lifeline) {
    this.config = config;
    this.ids = ids;
    this.lifeline = lifeline;
  }

  @Override
  public CompletableFuture<ProposalReceipt> propose(
      Step step, List<Signature> signatures, Set<Address> to, Optional<Instant> deadline) {
    JsonObject.Builder params =
        JsonObject.builder()
            .put("req", step.text())
            .put("sig", JsonArray.ofStrings(signatures.stream().map(Signature::toString).toList()));
    if (!to.isEmpty()) {
      params.put("to", JsonArray.ofStrings(to.stream().sorted().map(Address::toString).toList()));
    }
    deadline.ifPresent(end -> params.put("expires_at", end.toEpochMilli()));
    return ask(
        RelayMethods.PROPOSE,
        params.build(),
        answer ->
            new ProposalReceipt(
                answer.hash(ID),
                Instant.ofEpochMilli(answer.requiredUnsigned("expires_at")),
                Set.copyOf(answer.addresses("to")),
                Set.copyOf(answer.addresses("connected"))));
  }

  @Override
  public CompletableFuture<Set<Address>> sign(Hash32 proposalId, Signature signature) {
    return answer(proposalId, "sig", signature.toString());
  }

  @Override
  public CompletableFuture<Set<Address>> refuse(Hash32 proposalId, String reason) {
    return answer(proposalId, "refused", reason);
  }

  private CompletableFuture<Set<Address>> answer(Hash32 proposalId, String name, String value) {
    return ask(
        RelayMethods.ANSWER_PROPOSAL,
        JsonObject.builder().put(ID, proposalId.toString()).put(name, value).build(),
        ProposalReader::waitingFor);
  }

  @Override
  public CompletableFuture<Void> withdraw(Hash32 proposalId) {
    return ask(
            RelayMethods.WITHDRAW_PROPOSAL,
            JsonObject.builder().put(ID, proposalId.toString()).build(),
            Function.identity())
        .thenApply(answer -> null);
  }

  private <T> CompletableFuture<T> ask(
      String method, JsonObject params, Function<Members, T> reader) {
    RequestPayload payload = RequestPayload.of(ids.next(), method, params, config.clock().millis());
    return lifeline
        .ask(payload.signedBy(config.wallet()))
        .thenApply(
            answer ->
                Answers.read(
                    answer,
                    given -> reader.apply(Members.ofAnswer(Method.MESSAGE, given.params()))));
  }
}
