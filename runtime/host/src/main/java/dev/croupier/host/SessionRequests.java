package dev.croupier.host;

import dev.croupier.app.SessionRequest;
import dev.croupier.client.Operation;
import dev.croupier.client.SessionVersion;
import dev.croupier.client.Step;
import dev.croupier.host.carrier.StateCarrier;
import dev.croupier.host.cosign.Proposal;
import dev.croupier.host.guard.SessionFacts;
import dev.croupier.host.journal.CallRef;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.SentRequest;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.Signature;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * What an app asks for that moves money and changes no open session: each request passes the guard,
 * collects signatures where it needs others', and tells the life cycle what the node has confirmed.
 * Runs on the seat's loop; futures complete there.
 *
 * <p>A new session is signed by everybody who pays in, as the node demands, by everybody who weighs
 * something in its decisions, and by the other seats of this host: they are asked before they find
 * themselves in a session, and any refusal ends the creation. Participants elsewhere that pay
 * nothing and weigh nothing are not asked. Where only states carry messages nobody elsewhere can be
 * asked; a session without money is then created unasked, as nodes allow anybody to.
 */
final class SessionRequests {

  private final SeatContext seat;
  private final SessionLifecycle lifecycle;
  private final SigningRounds rounds;
  private final LostAnswers lost;

  SessionRequests(
      SeatContext seat, SessionLifecycle lifecycle, SigningRounds rounds, LostAnswers lost) {
    this.seat = seat;
    this.lifecycle = lifecycle;
    this.rounds = rounds;
    this.lost = lost;
  }

  Signature sign(SessionRequest request) {
    Operation.CreateSession asked = SessionForms.creation(request);
    SessionId id = seat.signer().checkCreation(request.body(), asked);
    Signature signature = seat.signer().signCreation(request.body(), asked);
    seat.sessions().rememberSigned(id, asked.allocations());
    reportSigned(Optional.of(id), "create");
    return signature;
  }

  /**
   * Signs a text that participants sign together. About a session that exists the node is asked
   * first how it stands, so that nothing is signed from a stale view.
   */
  CompletableFuture<Signature> signText(String text) {
    Step step = seat.signer().read(text);
    return switch (step.operation()) {
      case Operation.SubmitState state -> signCurrent(state.sessionId(), step);
      case Operation.CloseSession close -> signCurrent(close.sessionId(), step);
      case Operation.CreateSession _, Operation.Transfer _ ->
          CompletableFuture.completedFuture(signNow(step));
    };
  }

  private CompletableFuture<Signature> signCurrent(SessionId id, Step step) {
    return lifecycle
        .refresh(id)
        .exceptionallyCompose(SessionDecisions::nothingSent)
        .thenApplyAsync(facts -> signNow(step), seat.tasks());
  }

  private Signature signNow(Step step) {
    Signature signature = seat.signer().signText(step.text());
    if (step.operation() instanceof Operation.CreateSession creation) {
      step.sessionId().ifPresent(id -> seat.sessions().rememberSigned(id, creation.allocations()));
    }
    // It may take effect from now on, like what was signed for a proposal.
    lifecycle.agreed(step.operation());
    reportSigned(step.sessionId(), "text");
    return signature;
  }

  CompletableFuture<SessionId> create(CallRef call, Effect.CreateSession effect) {
    SessionRequest request = effect.request();
    Operation.CreateSession asked = SessionForms.creation(request);
    SessionId id = seat.signer().checkCreation(request.body(), asked);
    List<Signature> given = effect.signatures().stream().map(Signature::parse).toList();
    Set<Address> signers = seat.signer().signersOf(request.body(), asked, given);
    List<Address> missing = missing(asked, signers);
    CompletableFuture<Map<Address, Signature>> collected =
        missing.isEmpty()
            ? CompletableFuture.completedFuture(Map.of())
            : rounds.everyone(new Proposal.Creation(seat.wallet(), missing, request), id);
    return collected
        .thenComposeAsync(
            others -> {
              List<Signature> all =
                  Stream.concat(given.stream(), others.values().stream()).toList();
              Step step = seat.signer().read(request.body());
              return lost.creation(
                  call, id, lost.leaving(step, all, 0), () -> send(id, request.body(), asked, all));
            },
            seat.tasks())
        .thenApplyAsync(version -> created(version, asked), seat.tasks());
  }

  private CompletableFuture<SessionVersion> send(
      SessionId id, String text, Operation.CreateSession asked, List<Signature> signatures) {
    CompletableFuture<SessionVersion> created = seat.signer().create(text, asked, signatures);
    reportSigned(Optional.of(id), "create");
    return created;
  }

  private SessionId created(SessionVersion version, Operation.CreateSession asked) {
    lifecycle.created(
        new SessionFacts(
            version.sessionId(),
            asked.definition(),
            version.version(),
            true,
            version.version() == 1 ? Optional.of(asked.allocations()) : Optional.empty(),
            version.version() == 1
                ? asked.sessionData().or(() -> Optional.of(""))
                : Optional.empty()));
    if (!version.open()) {
      lifecycle.closed(version.sessionId(), version.version(), Optional.empty(), false);
    }
    return version.sessionId();
  }

  /**
   * Finds out what became of a creation that has left in an earlier process of the host.
   *
   * @param effect what was asked for
   * @param sent how it left
   * @return the session's id
   */
  CompletableFuture<SessionId> createdBefore(Effect.CreateSession effect, SentRequest sent) {
    Operation.CreateSession asked = SessionForms.creation(effect.request());
    SessionId id = seat.signer().read(sent.text()).sessionId().orElseThrow();
    List<Signature> signatures = sent.signatures().stream().map(Signature::parse).toList();
    return lost.creationAgain(id, sent, () -> send(id, sent.text(), asked, signatures))
        .thenApplyAsync(version -> created(version, asked), seat.tasks());
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
      boolean asksDeciders = !paying.isEmpty() || !onlyStatesReachOthers();
      boolean wanted =
          paying.contains(participant)
              || (asksDeciders && asked.definition().weightOf(participant) > 0)
              || rounds.isLocal(participant);
      if (wanted && !participant.equals(seat.wallet()) && !signers.contains(participant)) {
        missing.add(participant);
      }
    }
    return missing;
  }

  /** States carry messages in a session, and no proposals before there is one. */
  private boolean onlyStatesReachOthers() {
    return seat.connection().proposals().isEmpty()
        && seat.carrier().filter(StateCarrier::active).isPresent();
  }

  CompletableFuture<Void> transfer(CallRef call, Effect.Transfer effect) {
    PaymentBook.Entry payment = payment(effect);
    Step step =
        seat.signer()
            .planTransfer(new Operation.Transfer(payment.receiver(), List.of(payment.amount())));
    return lost.payment(call, payment, lost.leaving(step, List.of(), 0), () -> pay(step))
        .thenRunAsync(() -> reportPaid(payment), seat.tasks());
  }

  private CompletableFuture<Void> pay(Step step) {
    CompletableFuture<Void> booked = seat.signer().transfer(step);
    reportSigned(Optional.empty(), "transfer");
    return booked;
  }

  private void reportPaid(PaymentBook.Entry payment) {
    seat.report()
        .tell(
            (at, name) ->
                new HostEvent.TransferSent(at, name, payment.receiver(), payment.amount()));
  }

  /**
   * Finds out what became of a payment that has left in an earlier process of the host.
   *
   * @param effect what was asked for
   * @param sent how it left
   * @return completes when the node has booked it
   */
  CompletableFuture<Void> paidBefore(Effect.Transfer effect, SentRequest sent) {
    return lost.paymentAgain(payment(effect), sent);
  }

  private static PaymentBook.Entry payment(Effect.Transfer effect) {
    return new PaymentBook.Entry(
        Address.parse(effect.destination()),
        new AssetAmount(effect.asset(), Amount.parse(effect.amount())));
  }

  private void reportSigned(Optional<SessionId> id, String operation) {
    seat.report()
        .tell((at, name) -> new HostEvent.SignatureGiven(at, name, id, operation, seat.wallet()));
  }
}
