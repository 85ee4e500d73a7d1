package dev.croupier.host;

import dev.croupier.app.CroupierException;
import dev.croupier.app.Invite;
import dev.croupier.client.Operation;
import dev.croupier.host.cosign.CoSigningException;
import dev.croupier.host.cosign.Proposal;
import dev.croupier.host.turn.Input;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.Signature;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Where others ask this seat for its signature. In this order: the seat's policy, the guard over
 * the text (read by the dialect and compared with what was asked), the operator where the policy
 * says so, the app, and the guard again when it is signed. Runs on the seat's loop.
 */
final class InviteDesk {

  private final SeatContext seat;
  private final PendingAnswers<Waiting> operator = new PendingAnswers<>();
  private final PendingAnswers<Waiting> app = new PendingAnswers<>();

  InviteDesk(SeatContext seat) {
    this.seat = seat;
  }

  /**
   * Considers a proposal; the answer may come in a later step.
   *
   * @param proposal the proposal
   * @param answer completed with the signature or {@link CoSigningException}
   */
  void consider(Proposal.Creation proposal, CompletableFuture<Signature> answer) {
    Address initiator = proposal.initiator();
    InvitePolicy policy = seat.config().invites();
    if (!policy.admits(initiator, seat.addressBook())) {
      refuse(
          Optional.empty(),
          initiator,
          "policy",
          "it takes invites " + policy.describe() + ", this one is from " + initiator,
          answer);
      return;
    }
    if (operator.size() + app.size() >= seat.limits().pendingInvites()) {
      refuse(
          Optional.empty(),
          initiator,
          "too-many",
          operator.size() + app.size() + " invites wait for an answer already",
          answer);
      return;
    }
    try {
      Operation.CreateSession asked = SessionForms.creation(proposal.request());
      SessionId id = seat.signer().checkCreation(proposal.request().body(), asked);
      if (!asked.definition().participants().contains(initiator)) {
        refuse(
            Optional.of(id),
            initiator,
            "not-participant",
            initiator + " is no participant of it",
            answer);
        return;
      }
      long untilMs = seat.clock().millis() + seat.limits().inviteTimeout().toMillis();
      ask(new Waiting(proposal, asked, id, untilMs, answer));
    } catch (CroupierException e) {
      refuse(
          Optional.empty(),
          initiator,
          FailureCodes.code(e),
          FailureCodes.failed(e).message(),
          answer);
    }
  }

  private void ask(Waiting invite) {
    Address initiator = invite.proposal().initiator();
    seat.report()
        .tell((at, name) -> new HostEvent.InviteReceived(at, name, invite.sessionId(), initiator));
    if (seat.config().invites() instanceof InvitePolicy.Ask) {
      operator.add(invite, invite.untilMs());
    } else {
      askApp(invite);
    }
  }

  private void askApp(Waiting invite) {
    long inviteId = app.add(invite, invite.untilMs());
    Address initiator = invite.proposal().initiator();
    seat.mail()
        .put(
            Optional.empty(),
            new Mail.Own(
                new Input.Invited(
                    inviteId,
                    new Invite(
                        initiator.toString(),
                        invite.sessionId().toString(),
                        invite.proposal().request())),
                Optional.empty()));
  }

  /**
   * @return the invites that wait for the operator, oldest first
   */
  List<PendingInvite> undecided() {
    return operator.all().entrySet().stream()
        .map(entry -> pending(entry.getKey(), entry.getValue()))
        .toList();
  }

  private PendingInvite pending(long inviteId, Waiting invite) {
    return new PendingInvite(
        seat.config().name(),
        inviteId,
        invite.proposal().initiator(),
        invite.sessionId(),
        invite.asked().definition(),
        invite.asked().allocations(),
        Instant.ofEpochMilli(invite.untilMs()));
  }

  /**
   * The operator has decided; if the answer is yes, the app is asked next.
   *
   * @param inviteId the invite
   * @param accepted whether the seat may sign
   * @param reason why not
   * @return false if the operator is not or no longer asked about it
   */
  boolean decided(long inviteId, boolean accepted, String reason) {
    Optional<Waiting> asked = operator.take(inviteId);
    asked.ifPresent(
        invite -> {
          if (accepted) {
            askApp(invite);
          } else {
            refuse(
                invite,
                "operator",
                reason.isBlank() ? "its operator said no" : "its operator said no: " + reason);
          }
        });
    return asked.isPresent();
  }

  /**
   * The app has decided.
   *
   * @param inviteId the invite
   * @param accepted whether to sign
   * @param reason why not
   * @return false if nobody waits for that answer any more
   */
  boolean answered(long inviteId, boolean accepted, String reason) {
    Optional<Waiting> asked = app.take(inviteId);
    asked.ifPresent(
        invite -> {
          if (accepted) {
            sign(invite);
          } else {
            refuse(
                invite, "app", reason.isBlank() ? "its app said no" : "its app said no: " + reason);
          }
        });
    return asked.isPresent();
  }

  private void sign(Waiting invite) {
    Address initiator = invite.proposal().initiator();
    try {
      Signature signature =
          seat.signer().signCreation(invite.proposal().request().body(), invite.asked());
      seat.sessions().rememberSigned(invite.sessionId(), invite.asked().allocations());
      seat.report()
          .tell(
              (at, name) ->
                  new HostEvent.SignatureGiven(
                      at, name, Optional.of(invite.sessionId()), "create", initiator));
      invite.answer().complete(signature);
    } catch (CroupierException e) {
      refuse(
          Optional.of(invite.sessionId()),
          initiator,
          FailureCodes.code(e),
          FailureCodes.failed(e).message(),
          invite.answer());
    }
  }

  /** The app's handler failed on an invite, so there will be no answer. */
  void failed(long inviteId, String failure) {
    app.take(inviteId).ifPresent(invite -> refuse(invite, "app", "its app failed: " + failure));
  }

  /** The initiator has taken it back. */
  void withdrawn(Proposal proposal) {
    for (Waiting invite : takeAll(asked -> asked.proposal().equals(proposal))) {
      refuse(invite, "withdrawn", "it was taken back");
    }
  }

  private List<Waiting> takeAll(Predicate<Waiting> wanted) {
    return Stream.concat(operator.takeAll(wanted).stream(), app.takeAll(wanted).stream()).toList();
  }

  /**
   * Gives up on answers that are overdue.
   *
   * @param nowMs the time
   * @return how many
   */
  int expire(long nowMs) {
    List<Waiting> ofOperator = operator.expired(nowMs);
    ofOperator.forEach(invite -> expired(invite, "its operator"));
    List<Waiting> ofApp = app.expired(nowMs);
    ofApp.forEach(invite -> expired(invite, "its app"));
    return ofOperator.size() + ofApp.size();
  }

  private void expired(Waiting invite, String whom) {
    CoSigningException.NoAnswer late =
        new CoSigningException.NoAnswer(
            seat.wallet(), seat.config().name(), seat.limits().inviteTimeout());
    report(
        Optional.of(invite.sessionId()),
        invite.proposal().initiator(),
        late.code(),
        whom + " did not answer within " + seat.limits().inviteTimeout().toMillis() + " ms");
    invite.answer().completeExceptionally(late);
  }

  OptionalLong nextDueMs() {
    return Stream.of(operator.nextDueMs(), app.nextDueMs())
        .flatMapToLong(OptionalLong::stream)
        .min();
  }

  /** Refuses everything that waits. */
  void close() {
    for (Waiting invite : takeAll(asked -> true)) {
      refuse(invite, "seat-stopped", "the seat is stopping");
    }
  }

  private void refuse(Waiting invite, String code, String reason) {
    refuse(
        Optional.of(invite.sessionId()),
        invite.proposal().initiator(),
        code,
        reason,
        invite.answer());
  }

  private void refuse(
      Optional<SessionId> sessionId,
      Address initiator,
      String code,
      String reason,
      CompletableFuture<Signature> answer) {
    report(sessionId, initiator, code, reason);
    answer.completeExceptionally(
        new CoSigningException.Declined(seat.wallet(), seat.config().name(), reason));
  }

  private void report(
      Optional<SessionId> sessionId, Address initiator, String code, String reason) {
    seat.report()
        .tell(
            (at, name) ->
                new HostEvent.SignatureRefused(at, name, sessionId, initiator, code, reason));
  }

  private record Waiting(
      Proposal.Creation proposal,
      Operation.CreateSession asked,
      SessionId sessionId,
      long untilMs,
      CompletableFuture<Signature> answer) {}
}
