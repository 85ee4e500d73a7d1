package dev.croupier.host;

import dev.croupier.app.RequestFailedException;
import dev.croupier.client.NodeException;
import dev.croupier.client.Operation;
import dev.croupier.client.SessionVersion;
import dev.croupier.client.Step;
import dev.croupier.host.cosign.Proposal;
import dev.croupier.host.cosign.Tally;
import dev.croupier.host.guard.DecisionRefused;
import dev.croupier.host.guard.GuardedDecisions;
import dev.croupier.host.guard.SessionFacts;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Intent;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.Signature;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What an app decides about a session: new states and its close. If the seat's own weight reaches
 * the quorum the request goes out at once; otherwise the other participants are asked, and it goes
 * out when enough of them have signed. Decisions of one session follow one another, each checked
 * against the outcome of the one before. Runs on the seat's loop; futures complete there.
 */
final class SessionDecisions {

  private final SeatContext seat;
  private final SessionLifecycle lifecycle;
  private final SigningRounds rounds;
  private final LostAnswers lost;
  private final CloseWatch closes;

  SessionDecisions(
      SeatContext seat,
      SessionLifecycle lifecycle,
      SigningRounds rounds,
      LostAnswers lost,
      CloseWatch closes) {
    this.seat = seat;
    this.lifecycle = lifecycle;
    this.rounds = rounds;
    this.lost = lost;
    this.closes = closes;
  }

  CompletableFuture<SessionVersion> submit(Effect.SubmitState effect) {
    SessionId id = SessionId.parse(effect.sessionId());
    List<Allocation> amounts = SessionForms.shares(effect.allocations());
    return known(id)
        .decide(
            () ->
                decided(id, facts -> state(effect, facts, amounts), kind(effect.intent()))
                    .thenApplyAsync(
                        done -> {
                          lifecycle.submitted(
                              id, done.version().version(), shares(done.operation()));
                          return done.version();
                        },
                        seat.tasks()),
            seat.tasks());
  }

  private static Operation.SubmitState state(
      Effect.SubmitState effect, SessionFacts facts, List<Allocation> amounts) {
    return new Operation.SubmitState(
        facts.id(),
        Operation.Intent.valueOf(effect.intent().name()),
        facts.version() + 1,
        effect.intent() == Intent.OPERATE
            ? amounts
            : SharesAfter.of(facts, amounts, effect.intent() == Intent.DEPOSIT),
        effect.sessionData());
  }

  private static String kind(Intent intent) {
    return switch (intent) {
      case OPERATE -> "operate";
      case DEPOSIT -> "deposit";
      case WITHDRAW -> "withdraw";
    };
  }

  private static List<Allocation> shares(Operation operation) {
    return switch (operation) {
      case Operation.SubmitState state -> state.allocations();
      case Operation.CloseSession close -> close.allocations();
      case Operation.CreateSession create -> create.allocations();
      case Operation.Transfer _ -> List.of();
    };
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
            () ->
                decided(
                        id,
                        facts -> new Operation.CloseSession(id, shares, Optional.empty()),
                        "close")
                    .thenApplyAsync(
                        done -> {
                          answered.accept(done.version());
                          closes.closed(id, done.version().version(), shares);
                          lifecycle.closedHere(id, done.version().version(), shares);
                          return done.version();
                        },
                        seat.tasks()),
            seat.tasks());
  }

  private CompletableFuture<Done> decided(
      SessionId id, Function<SessionFacts, Operation> make, String kind) {
    SessionFacts before = known(id).facts();
    boolean alone = before.definition().weightOf(seat.wallet()) >= before.definition().quorum();
    // Alone nobody else can have changed the session since the node was last heard; a refusal by
    // the node costs nothing then. With others there is always the node's own word first.
    CompletableFuture<SessionFacts> current =
        alone && known(id).fresh()
            ? CompletableFuture.completedFuture(before)
            : lifecycle.refresh(id).exceptionallyCompose(SessionDecisions::nothingSent);
    return current.thenComposeAsync(facts -> propose(facts, make.apply(facts), kind), seat.tasks());
  }

  /** A question that was not answered leaves nothing in doubt. */
  private static CompletableFuture<SessionFacts> nothingSent(Throwable error) {
    Throwable cause = FailureCodes.unwrap(error);
    return CompletableFuture.failedFuture(
        cause instanceof NodeException && !(cause instanceof NodeException.Refused)
            ? new RequestFailedException(
                FailureCodes.NOT_CONNECTED,
                "nothing was sent, since the session could not be read: " + cause.getMessage())
            : cause);
  }

  private CompletableFuture<Done> propose(SessionFacts facts, Operation decision, String kind) {
    GuardedDecisions guarded = seat.signer().decisions();
    Tally tally = tally(facts, decision, guarded);
    boolean alone = tally.verdict() == Tally.Verdict.ENOUGH;
    Step step = guarded.plan(decision, alone);
    CompletableFuture<Map<Address, Signature>> collected =
        alone
            ? CompletableFuture.completedFuture(Map.of())
            : rounds.quorum(
                new Proposal.Decision(
                    seat.wallet(), List.copyOf(tally.silent()), facts.id(), step.text()),
                kind,
                step,
                tally);
    return collected.thenComposeAsync(
        others -> {
          if (decision instanceof Operation.CloseSession close) {
            // Before the close, after which relays carry nothing more in the session.
            closes.closing(facts, close.allocations());
          }
          CompletableFuture<SessionVersion> answer =
              lost.decision(step, facts, () -> guarded.decide(step, others));
          lifecycle.agreed(decision);
          seat.report()
              .tell(
                  (at, name) ->
                      new HostEvent.SignatureGiven(
                          at,
                          name,
                          Optional.of(facts.id()),
                          kind.equals("operate") ? "submit" : kind,
                          seat.wallet()));
          return answer
              .thenApply(version -> new Done(version, decision))
              .whenComplete(
                  (done, error) -> {
                    if (error != null) {
                      seat.tasks().execute(() -> failed(decision, facts.id(), error));
                    }
                  });
        },
        seat.tasks());
  }

  /** Somebody else may have been first, or the answer was lost. */
  private void failed(Operation decision, SessionId id, Throwable error) {
    lifecycle.doubt(id);
    Throwable cause = FailureCodes.unwrap(error);
    boolean notDone =
        cause instanceof NodeException.Refused
            || (cause instanceof RequestFailedException known
                && !known.code().equals(FailureCodes.OUTCOME_UNKNOWN));
    if (notDone) {
      lifecycle.refusedByNode(decision);
    }
  }

  /** The guard speaks before anybody is asked, also where the count needs its view of deposits. */
  private Tally tally(SessionFacts facts, Operation decision, GuardedDecisions guarded) {
    return Tally.quorum(facts.definition(), seat.wallet(), guarded.payers(decision));
  }

  private ActiveSession known(SessionId id) {
    return seat.sessions().find(id).orElseThrow(() -> new DecisionRefused.UnknownSession(id));
  }

  private record Done(SessionVersion version, Operation operation) {}
}
