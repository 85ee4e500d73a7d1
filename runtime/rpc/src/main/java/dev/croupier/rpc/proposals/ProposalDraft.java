package dev.croupier.rpc.proposals;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.InvalidAddressException;
import dev.croupier.protocol.ProtocolException;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.RequestPayload;
import dev.croupier.protocol.v0.session.CloseAppSessionParams;
import dev.croupier.protocol.v0.session.CreateAppSessionParams;
import dev.croupier.protocol.v0.session.SubmitAppStateParams;
import dev.croupier.rpc.RefusedException;
import dev.croupier.rpc.Request;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The params of a propose, with the request to be signed read as far as the node must understand
 * it.
 *
 * @param payload the request to be signed, its text kept to the letter
 * @param signatures the signatures it comes with
 * @param to the wallets to ask, empty for all that take part
 * @param expiresAtMs until when to wait, or null for as long as possible
 */
record ProposalDraft(
    RequestPayload payload, List<String> signatures, List<String> to, @Nullable Long expiresAtMs) {

  static ProposalDraft read(Request request) {
    Members members = Members.ofRequest(Method.MESSAGE, request.payload().params());
    String text = members.text("req");
    RequestPayload payload;
    try {
      payload = RequestPayload.read(text);
    } catch (ProtocolException e) {
      throw new RefusedException("invalid proposal: req is not the text of a request");
    }
    if (!text.equals(payload.text())) {
      throw new RefusedException("invalid proposal: req must not have white space around it");
    }
    return new ProposalDraft(
        payload, members.texts("sig"), members.texts("to"), members.optionalUnsigned("expires_at"));
  }

  /**
   * What is proposed concerns either a definition, whose participants are here, or a session, which
   * must be looked up.
   */
  sealed interface Subject {
    /** A session that does not exist yet. */
    record NewSession(Set<Address> participants) implements Subject {}

    /** A session that must be open. */
    record OpenSession(String sessionText) implements Subject {}
  }

  Subject subject() {
    Method method = Method.of(payload.method()).orElse(Method.ERROR);
    try {
      return switch (method) {
        case CREATE_APP_SESSION ->
            new Subject.NewSession(
                new LinkedHashSet<>(
                    CreateAppSessionParams.read(payload.params())
                        .definition()
                        .participantAddresses()));
        case SUBMIT_APP_STATE ->
            new Subject.OpenSession(SubmitAppStateParams.read(payload.params()).appSessionId());
        case CLOSE_APP_SESSION ->
            new Subject.OpenSession(CloseAppSessionParams.read(payload.params()).appSessionId());
        default ->
            throw new RefusedException(
                "invalid proposal: "
                    + payload.method()
                    + " is none of create_app_session, submit_app_state and close_app_session");
      };
    } catch (ProtocolException e) {
      throw new RefusedException("invalid proposal: the params do not fit " + payload.method());
    }
  }

  /** The wallets to ask: those named, else everybody who takes part but the proposer. */
  Set<Address> asked(Set<Address> parties, Address proposer) {
    Set<Address> asked = new LinkedHashSet<>();
    if (to.isEmpty()) {
      asked.addAll(parties);
      asked.remove(proposer);
    }
    for (String text : to) {
      Address wallet = addressOrNull(text);
      if (wallet == null) {
        throw new RefusedException("invalid proposal: " + text + " is not an address");
      }
      asked.add(wallet);
    }
    if (asked.isEmpty() || asked.contains(proposer)) {
      throw new RefusedException("invalid proposal: it must ask others than its sender");
    }
    return asked;
  }

  private static @Nullable Address addressOrNull(String text) {
    try {
      return Address.parse(text);
    } catch (InvalidAddressException e) {
      return null;
    }
  }
}
