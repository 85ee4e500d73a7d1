package dev.croupier.host;

import dev.croupier.app.CroupierException;
import dev.croupier.client.Operation;
import dev.croupier.client.Step;
import dev.croupier.host.cosign.CoSigningException;
import dev.croupier.host.cosign.Proposal;
import dev.croupier.host.guard.DecisionRefused;
import dev.croupier.host.turn.Input;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.Signature;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * Where other participants ask this seat to sign a new state or the close of a session. In this
 * order: the seat's policy, the node (asked how the session stands now, so that nothing is signed
 * from a stale view), the guard over what the text says, the app, and the guard again when it is
 * signed. Runs on the seat's loop.
 */
final class ProposalDesk {

  private final SeatContext seat;
  private final SessionLifecycle lifecycle;
  private final PendingAnswers<Waiting> waiting = new PendingAnswers<>();

  ProposalDesk(SeatContext seat, SessionLifecycle lifecycle) {
    this.seat = seat;
    this.lifecycle = lifecycle;
  }

  /**
   * Considers a proposal; the answer comes in a later step.
   *
   * @param proposal the proposal
   * @param answer completed with the signature or {@link CoSigningException}
   */
  void consider(Proposal.Decision proposal, CompletableFuture<Signature> answer) {
    if (seat.config().proposals() == ProposalPolicy.NEVER) {
      refuse(proposal, "policy", "it signs no proposals of others", answer);
      return;
    }
    if (waiting.size() >= seat.limits().pendingInvites()) {
      refuse(proposal, "too-many", waiting.size() + " proposals wait for its app already", answer);
      return;
    }
    CompletableFuture<?> _ =
        lifecycle
            .refresh(proposal.sessionId())
            .whenCompleteAsync(
                (session, error) -> {
                  if (error == null) {
                    read(proposal, answer);
                  } else {
                    refuse(proposal, answer, error);
                  }
                },
                seat.tasks());
  }

  private void read(Proposal.Decision proposal, CompletableFuture<Signature> answer) {
    try {
      ActiveSession session =
          seat.sessions()
              .find(proposal.sessionId())
              .orElseThrow(() -> new DecisionRefused.UnknownSession(proposal.sessionId()));
      if (!session.hasParticipant(proposal.initiator())) {
        refuse(
            proposal, "not-participant", proposal.initiator() + " is no participant of it", answer);
        return;
      }
      Step step = seat.signer().decisions().read(proposal.text());
      if (!step.sessionId().equals(Optional.of(proposal.sessionId()))) {
        refuse(proposal, "text-differs", "its text is about another session", answer);
        return;
      }
      ask(proposal, step, session, answer);
    } catch (CroupierException e) {
      refuse(proposal, answer, e);
    }
  }

  private void ask(
      Proposal.Decision proposal,
      Step step,
      ActiveSession session,
      CompletableFuture<Signature> answer) {
    Waiting question = new Waiting(proposal, answer);
    long id =
        waiting.add(question, seat.clock().millis() + seat.limits().inviteTimeout().toMillis());
    dev.croupier.app.Proposal shown = shown(proposal, step, session);
    List<Allocation> shares = SessionForms.shares(shown.allocations());
    seat.report()
        .tell(
            (at, name) ->
                new HostEvent.ProposalReceived(
                    at,
                    name,
                    proposal.sessionId(),
                    proposal.initiator(),
                    SessionForms.word(shown.kind()),
                    shares));
    seat.mail()
        .put(
            Optional.of(session.id()),
            new Mail.Own(new Input.Proposed(id, shown), Optional.of(session)));
  }

  private static dev.croupier.app.Proposal shown(
      Proposal.Decision proposal, Step step, ActiveSession session) {
    long version = session.facts().version() + 1;
    return switch (step.operation()) {
      case Operation.SubmitState state ->
          new dev.croupier.app.Proposal(
              proposal.initiator().toString(),
              state.sessionId().toString(),
              dev.croupier.app.Proposal.Kind.valueOf(state.intent().name()),
              version,
              SessionForms.allocations(state.allocations()),
              state.sessionData());
      case Operation.CloseSession close ->
          new dev.croupier.app.Proposal(
              proposal.initiator().toString(),
              close.sessionId().toString(),
              dev.croupier.app.Proposal.Kind.CLOSE,
              version,
              SessionForms.allocations(close.allocations()),
              close.sessionData());
      case Operation.CreateSession _, Operation.Transfer _ ->
          throw new DecisionRefused.TextDiffers(
              "operation", step.operation().getClass().getSimpleName(), "a state or a close");
    };
  }

  /**
   * The app has decided.
   *
   * @return false if nobody waits for that answer any more
   */
  boolean answered(long proposalId, boolean accepted, String reason) {
    Optional<Waiting> question = waiting.take(proposalId);
    question.ifPresent(
        asked -> {
          if (accepted) {
            sign(asked);
          } else {
            refuse(
                asked.proposal(),
                "app",
                reason.isBlank() ? "its app said no" : "its app said no: " + reason,
                asked.answer());
          }
        });
    return question.isPresent();
  }

  private void sign(Waiting asked) {
    Proposal.Decision proposal = asked.proposal();
    try {
      Signature signature = seat.signer().decisions().sign(proposal.text());
      lifecycle.agreed(seat.signer().decisions().read(proposal.text()).operation());
      seat.report()
          .tell(
              (at, name) ->
                  new HostEvent.SignatureGiven(
                      at,
                      name,
                      Optional.of(proposal.sessionId()),
                      "proposal",
                      proposal.initiator()));
      asked.answer().complete(signature);
    } catch (CroupierException e) {
      refuse(proposal, asked.answer(), e);
    }
  }

  /** The app's handler failed on a proposal, so there will be no answer. */
  void failed(long proposalId, String failure) {
    waiting
        .take(proposalId)
        .ifPresent(
            asked -> refuse(asked.proposal(), "app", "its app failed: " + failure, asked.answer()));
  }

  /** The proposer has taken it back. */
  void withdrawn(Proposal proposal) {
    for (Waiting asked : waiting.takeAll(question -> question.proposal().equals(proposal))) {
      refuse(asked.proposal(), "withdrawn", "it was taken back", asked.answer());
    }
  }

  /**
   * Gives up on answers that are overdue.
   *
   * @param nowMs the time
   * @return how many
   */
  int expire(long nowMs) {
    List<Waiting> late = waiting.expired(nowMs);
    for (Waiting asked : late) {
      refuse(
          asked.proposal(),
          "no-answer",
          "its app did not answer within " + seat.limits().inviteTimeout().toMillis() + " ms",
          asked.answer());
    }
    return late.size();
  }

  OptionalLong nextDueMs() {
    return waiting.nextDueMs();
  }

  /** Refuses everything that waits. */
  void close() {
    for (Waiting asked : waiting.takeAll(question -> true)) {
      refuse(asked.proposal(), "seat-stopped", "the seat is stopping", asked.answer());
    }
  }

  private void refuse(
      Proposal.Decision proposal, CompletableFuture<Signature> answer, Throwable error) {
    refuse(proposal, FailureCodes.code(error), FailureCodes.failed(error).message(), answer);
  }

  private void refuse(
      Proposal.Decision proposal, String code, String reason, CompletableFuture<Signature> answer) {
    Address initiator = proposal.initiator();
    Optional<SessionId> id = Optional.of(proposal.sessionId());
    seat.report()
        .tell((at, name) -> new HostEvent.SignatureRefused(at, name, id, initiator, code, reason));
    answer.completeExceptionally(
        new CoSigningException.Declined(seat.wallet(), seat.config().name(), reason));
  }

  private record Waiting(Proposal.Decision proposal, CompletableFuture<Signature> answer) {}
}
