package dev.croupier.host;

import dev.croupier.app.SessionRequest;
import dev.croupier.client.Operation;
import dev.croupier.client.SessionVersion;
import dev.croupier.client.Step;
import dev.croupier.host.cosign.CoSigning;
import dev.croupier.host.cosign.Proposal;
import dev.croupier.host.guard.DecisionRefused;
import dev.croupier.host.guard.SessionFacts;
import dev.croupier.host.turn.Effect;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.Signature;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What an app asks for that moves money: each request passes the guard, collects signatures where
 * it needs others', and tells the life cycle what the node has confirmed. Runs on the seat's loop;
 * futures complete there.
 *
 * <p>A new session is signed by everybody who pays in, as the node demands, and also by those seats
 * of this host that pay nothing: they are asked before they find themselves in a session, and any
 * refusal ends the creation. Participants elsewhere that pay nothing are not asked.
 */
final class SessionRequests {

  private final SeatContext seat;
  private final SessionLifecycle lifecycle;
  private final CoSigning coSigning;

  SessionRequests(SeatContext seat, SessionLifecycle lifecycle, CoSigning coSigning) {
    this.seat = seat;
    this.lifecycle = lifecycle;
    this.coSigning = coSigning;
  }

  Signature sign(SessionRequest request) {
    Operation.CreateSession asked = SessionForms.creation(request);
    SessionId id = seat.signer().checkCreation(request.body(), asked);
    Signature signature = seat.signer().signCreation(request.body(), asked);
    seat.sessions().rememberSigned(id, asked.allocations());
    reportSigned(Optional.of(id), "create");
    return signature;
  }

  /** Signs a text that participants sign together. */
  Signature signText(String text) {
    Signature signature = seat.signer().signText(text);
    Step step = seat.signer().read(text);
    if (step.operation() instanceof Operation.CreateSession creation) {
      step.sessionId().ifPresent(id -> seat.sessions().rememberSigned(id, creation.allocations()));
    }
    reportSigned(step.sessionId(), "text");
    return signature;
  }

  CompletableFuture<SessionId> create(Effect.CreateSession effect) {
    SessionRequest request = effect.request();
    Operation.CreateSession asked = SessionForms.creation(request);
    SessionId id = seat.signer().checkCreation(request.body(), asked);
    List<Signature> given = effect.signatures().stream().map(Signature::parse).toList();
    Set<Address> signers = seat.signer().signersOf(request.body(), asked, given);
    List<Address> missing = missing(asked, signers);
    CompletableFuture<List<Signature>> collected =
        missing.isEmpty()
            ? CompletableFuture.completedFuture(List.of())
            : coSigning.collect(new Proposal.Creation(seat.wallet(), missing, request));
    return collected
        .thenComposeAsync(
            others -> {
              CompletableFuture<SessionVersion> created =
                  seat.signer()
                      .create(
                          request.body(),
                          asked,
                          Stream.concat(given.stream(), others.stream()).toList());
              reportSigned(Optional.of(id), "create");
              return created;
            },
            seat.tasks())
        .thenApplyAsync(
            version -> {
              lifecycle.created(
                  new SessionFacts(
                      version.sessionId(),
                      asked.definition(),
                      version.version(),
                      true,
                      Optional.of(asked.allocations())));
              return version.sessionId();
            },
            seat.tasks());
  }

  private List<Address> missing(Operation.CreateSession asked, Set<Address> signers) {
    Set<Address> paying = new HashSet<>();
    for (Allocation allocation : asked.allocations()) {
      if (allocation.amount().signum() > 0) {
        paying.add(allocation.participant());
      }
    }
    List<Address> missing = new ArrayList<>();
    for (Address participant : asked.definition().participants()) {
      boolean wanted = paying.contains(participant) || coSigning.isLocal(participant);
      if (wanted && !participant.equals(seat.wallet()) && !signers.contains(participant)) {
        missing.add(participant);
      }
    }
    return missing;
  }

  CompletableFuture<SessionVersion> submit(Effect.SubmitState effect) {
    SessionId id = SessionId.parse(effect.sessionId());
    List<Allocation> shares = SessionForms.shares(effect.allocations());
    return known(id)
        .decide(
            () -> {
              Operation.SubmitState state =
                  new Operation.SubmitState(
                      id,
                      Operation.Intent.OPERATE,
                      known(id).facts().version() + 1,
                      shares,
                      effect.sessionData());
              CompletableFuture<SessionVersion> answer = seat.signer().submitState(state);
              reportSigned(Optional.of(id), "submit");
              return answer.thenApplyAsync(
                  version -> {
                    lifecycle.submitted(id, version.version(), shares);
                    return version;
                  },
                  seat.tasks());
            },
            seat.tasks());
  }

  /**
   * @param answered runs when the node has confirmed, before the app hears of the session's end
   */
  CompletableFuture<SessionVersion> close(
      Effect.CloseSession effect, Consumer<SessionVersion> answered) {
    SessionId id = SessionId.parse(effect.sessionId());
    List<Allocation> shares = SessionForms.shares(effect.allocations());
    return known(id)
        .decide(
            () -> {
              CompletableFuture<SessionVersion> answer =
                  seat.signer().close(new Operation.CloseSession(id, shares, Optional.empty()));
              reportSigned(Optional.of(id), "close");
              return answer.thenApplyAsync(
                  version -> {
                    answered.accept(version);
                    lifecycle.closedHere(id, version.version(), shares);
                    return version;
                  },
                  seat.tasks());
            },
            seat.tasks());
  }

  CompletableFuture<Void> transfer(Effect.Transfer effect) {
    AssetAmount amount = new AssetAmount(effect.asset(), Amount.parse(effect.amount()));
    Address destination = Address.parse(effect.destination());
    CompletableFuture<Void> booked =
        seat.signer().transfer(new Operation.Transfer(destination, List.of(amount)));
    reportSigned(Optional.empty(), "transfer");
    return booked.thenRunAsync(
        () ->
            seat.report()
                .tell((at, name) -> new HostEvent.TransferSent(at, name, destination, amount)),
        seat.tasks());
  }

  private ActiveSession known(SessionId id) {
    return seat.sessions().find(id).orElseThrow(() -> new DecisionRefused.UnknownSession(id));
  }

  private void reportSigned(Optional<SessionId> id, String operation) {
    seat.report()
        .tell((at, name) -> new HostEvent.SignatureGiven(at, name, id, operation, seat.wallet()));
  }
}
