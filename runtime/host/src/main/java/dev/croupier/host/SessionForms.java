package dev.croupier.host;

import dev.croupier.app.Proposal;
import dev.croupier.app.SessionRequest;
import dev.croupier.app.SessionTerms;
import dev.croupier.client.Operation;
import dev.croupier.client.SessionDefinition;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Amount;
import java.util.List;
import java.util.Locale;

/** The same session values as authors see them and as the host handles them. */
final class SessionForms {

  /** Nodes store it and do nothing with it (clearnode-0.x 10.1). */
  private static final long CHALLENGE = 0;

  private SessionForms() {}

  static Operation.CreateSession creation(SessionRequest request) {
    SessionTerms terms = request.terms();
    return new Operation.CreateSession(
        new SessionDefinition(
            terms.application(),
            terms.participants().stream().map(Address::parse).toList(),
            terms.weights(),
            terms.quorum(),
            CHALLENGE,
            request.nonce()),
        shares(request.allocations()),
        request.sessionData());
  }

  static SessionTerms terms(SessionDefinition definition) {
    return new SessionTerms(
        definition.application(),
        definition.participants().stream().map(Address::toString).toList(),
        definition.weights(),
        definition.quorum());
  }

  static String word(Proposal.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  static List<Allocation> shares(List<dev.croupier.app.Allocation> allocations) {
    return allocations.stream()
        .map(
            allocation ->
                new Allocation(
                    Address.parse(allocation.participant()),
                    allocation.asset(),
                    Amount.of(allocation.amount())))
        .toList();
  }

  static List<dev.croupier.app.Allocation> allocations(List<Allocation> shares) {
    return shares.stream()
        .map(
            share ->
                new dev.croupier.app.Allocation(
                    share.participant().toString(), share.asset(), share.amount().toBigDecimal()))
        .toList();
  }
}
