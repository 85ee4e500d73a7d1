package dev.croupier.host;

import dev.croupier.app.CroupierException;
import dev.croupier.app.Invite;
import dev.croupier.client.Operation;
import dev.croupier.host.cosign.CoSigningException;
import dev.croupier.host.cosign.Proposal;
import dev.croupier.host.loop.TimerQueue;
import dev.croupier.host.turn.Input;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.Signature;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Where others ask this seat for its signature. In this order: the seat's policy, the guard over
 * the text (read by the dialect and compared with what was asked), the operator where the policy
 * says so, the app, and the guard again when it is signed. Runs on the seat's loop.
 */
final class InviteDesk {

  private final SeatContext seat;
  private final Map<Long, Waiting> waiting = new HashMap<>();
  private final Set<Long> undecided = new LinkedHashSet<>();
  private final TimerQueue<Long> timeouts = new TimerQueue<>();
  private long lastId;

  InviteDesk(SeatContext seat) {
    this.seat = seat;
  }

  /**
   * Considers a proposal; the answer may come in a later step.
   *
   * @param proposal the proposal
   * @param answer completed with the signature or {@link CoSigningException}
   */
  void consider(Proposal proposal, CompletableFuture<Signature> answer) {
    switch (proposal) {
      case Proposal.Creation creation -> considerCreation(creation, answer);
    }
  }

  private void considerCreation(Proposal.Creation proposal, CompletableFuture<Signature> answer) {
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
    if (waiting.size() >= seat.limits().pendingInvites()) {
      refuse(
          Optional.empty(),
          initiator,
          "too-many",
          waiting.size() + " invites wait for its app already",
          answer);
      return;
    }
    try {
      Operation.CreateSession asked = SessionForms.creation(proposal.request());
      SessionId id = seat.signer().checkCreation(proposal.request().body(), asked);
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
    long inviteId = ++lastId;
    waiting.put(inviteId, invite);
    timeouts.set(inviteId, "answer", invite.untilMs(), "");
    Address initiator = invite.proposal().initiator();
    seat.report()
        .tell((at, name) -> new HostEvent.InviteReceived(at, name, invite.sessionId(), initiator));
    if (seat.config().invites() instanceof InvitePolicy.Ask) {
      undecided.add(inviteId);
    } else {
      askApp(inviteId, invite);
    }
  }

  private void askApp(long inviteId, Waiting invite) {
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
    return undecided.stream()
        .flatMap(
            id ->
                Optional.ofNullable(waiting.get(id)).stream()
                    .map(
                        invite ->
                            new PendingInvite(
                                seat.config().name(),
                                id,
                                invite.proposal().initiator(),
                                invite.sessionId(),
                                invite.asked().definition(),
                                invite.asked().allocations(),
                                Instant.ofEpochMilli(invite.untilMs()))))
        .toList();
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
    Waiting invite = waiting.get(inviteId);
    if (!undecided.remove(inviteId) || invite == null) {
      return false;
    }
    if (accepted) {
      askApp(inviteId, invite);
    } else {
      forget(inviteId);
      refuse(
          Optional.of(invite.sessionId()),
          invite.proposal().initiator(),
          "operator",
          reason.isBlank() ? "its operator said no" : "its operator said no: " + reason,
          invite.answer());
    }
    return true;
  }

  private @Nullable Waiting forget(long inviteId) {
    undecided.remove(inviteId);
    timeouts.cancelAll(inviteId);
    return waiting.remove(inviteId);
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
    Waiting invite = forget(inviteId);
    if (invite == null) {
      return false;
    }
    if (accepted) {
      sign(invite);
    } else {
      refuse(
          Optional.of(invite.sessionId()),
          invite.proposal().initiator(),
          "app",
          reason.isBlank() ? "its app said no" : "its app said no: " + reason,
          invite.answer());
    }
    return true;
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
    Waiting invite = forget(inviteId);
    if (invite != null) {
      refuse(
          Optional.of(invite.sessionId()),
          invite.proposal().initiator(),
          "app",
          "its app failed: " + failure,
          invite.answer());
    }
  }

  /**
   * Gives up on answers that are overdue.
   *
   * @param nowMs the time
   * @return how many
   */
  int expire(long nowMs) {
    int expired = 0;
    for (TimerQueue.Entry<Long> entry : timeouts.due(nowMs)) {
      boolean askedOperator = undecided.contains(entry.owner());
      Waiting invite = forget(entry.owner());
      if (invite != null) {
        expired++;
        CoSigningException.NoAnswer late =
            new CoSigningException.NoAnswer(
                seat.wallet(), seat.config().name(), seat.limits().inviteTimeout());
        report(
            Optional.of(invite.sessionId()),
            invite.proposal().initiator(),
            late.code(),
            (askedOperator ? "its operator" : "its app")
                + " did not answer within "
                + seat.limits().inviteTimeout().toMillis()
                + " ms");
        invite.answer().completeExceptionally(late);
      }
    }
    return expired;
  }

  OptionalLong nextDueMs() {
    return timeouts.nextDueMs();
  }

  /** Refuses everything that waits. */
  void close() {
    for (Long inviteId : waiting.keySet().stream().toList()) {
      failed(inviteId, "the seat is stopping");
    }
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
