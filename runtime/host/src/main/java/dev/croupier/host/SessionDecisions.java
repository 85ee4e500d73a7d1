package dev.croupier.host;

import dev.croupier.app.RequestFailedException;
import dev.croupier.client.NodeException;
import dev.croupier.client.Operation;
import dev.croupier.client.SessionVersion;
import dev.croupier.client.Step;
import dev.croupier.host.carrier.StateCarrier;
import dev.croupier.host.cosign.Proposal;
import dev.croupier.host.cosign.Tally;
import dev.croupier.host.guard.DecisionRefused;
import dev.croupier.host.guard.GuardException;
import dev.croupier.host.guard.GuardedDecisions;
import dev.croupier.host.guard.SessionFacts;
import dev.croupier.host.journal.CallRef;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Intent;
import dev.croupier.host.turn.SentRequest;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.Signature;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

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

  /**
   * @param call whose request it is
   * @param effect the request
   * @param expected the version the session must have; any if empty
   * @return the session's new state
   */
  CompletableFuture<SessionVersion> submit(
      CallRef call, Effect.SubmitState effect, Supplier<OptionalLong> expected) {
    SessionId id = SessionId.parse(effect.sessionId());
    List<Allocation> amounts = SessionForms.shares(effect.allocations());
    return known(id)
        .decide(
            () ->
                decided(
                        call,
                        id,
                        facts -> state(effect, asExpected(facts, expected), amounts),
                        kind(effect.intent()))
                    .thenApplyAsync(this::submitted, seat.tasks()),
            seat.tasks());
  }

  private SessionVersion submitted(Done done) {
    lifecycle.submitted((Operation.SubmitState) done.operation(), done.version().version());
    return done.version();
  }

  /** What was asked for before a restart is not done to a session that others have changed. */
  private static SessionFacts asExpected(SessionFacts facts, Supplier<OptionalLong> expected) {
    OptionalLong version = expected.get();
    if (version.isPresent() && version.getAsLong() != facts.version()) {
      throw new RequestFailedException(
          "superseded",
          "session "
              + facts.id().shortText()
              + " has had other states since; its shares were left as they are");
    }
    return facts;
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

  /**
   * @param call whose request it is
   * @param effect the request
   * @param expected the version the session must have; any if empty
   * @param answered runs when the node has confirmed, before the app hears of the session's end
   * @return the session's last state
   */
  CompletableFuture<SessionVersion> close(
      CallRef call,
      Effect.CloseSession effect,
      Supplier<OptionalLong> expected,
      Consumer<SessionVersion> answered) {
    SessionId id = SessionId.parse(effect.sessionId());
    List<Allocation> shares = SessionForms.shares(effect.allocations());
    return known(id)
        .decide(
            () ->
                decided(
                        call,
                        id,
                        facts -> {
                          asExpected(facts, expected);
                          return new Operation.CloseSession(id, shares, Optional.empty());
                        },
                        "close")
                    .thenApplyAsync(done -> closed(done, answered), seat.tasks()),
            seat.tasks());
  }

  private SessionVersion closed(Done done, Consumer<SessionVersion> answered) {
    SessionVersion version = done.version();
    List<Allocation> shares = ((Operation.CloseSession) done.operation()).allocations();
    answered.accept(version);
    closes.closed(version.sessionId(), version.version(), shares);
    lifecycle.closedHere(version.sessionId(), version.version(), shares);
    return version;
  }

  /**
   * Finds out what became of a decision that has left in an earlier process of the host; later ones
   * of its session wait.
   *
   * @param sent how it left
   * @return the state it has led to
   */
  CompletableFuture<SessionVersion> again(SentRequest sent) {
    Step step = seat.signer().read(sent.text());
    SessionId id = step.sessionId().orElseThrow();
    Supplier<CompletableFuture<SessionVersion>> look =
        () ->
            watched(
                    step.operation(),
                    id,
                    lost.decisionAgain(
                        step,
                        sent,
                        () ->
                            seat.signer()
                                .decisions()
                                .decide(
                                    sent.text(),
                                    sent.signatures().stream().map(Signature::parse).toList())))
                .thenApplyAsync(
                    done ->
                        step.operation() instanceof Operation.CloseSession
                            ? closed(done, version -> {})
                            : submitted(done),
                    seat.tasks());
    return seat.sessions()
        .find(id)
        .map(session -> session.decide(look, seat.tasks()))
        .orElseGet(look);
  }

  /** What was said before leaves before, also where it takes states of its own. */
  private CompletableFuture<Done> decided(
      CallRef call, SessionId id, Function<SessionFacts, Operation> make, String kind) {
    Optional<StateCarrier> carrier = seat.carrier();
    if (carrier.isEmpty()) {
      return decidedNow(call, id, make, kind);
    }
    if (kind.equals("close")) {
      return carrier
          .get()
          .idle(id)
          .thenComposeAsync(said -> decidedNow(call, id, make, kind), seat.tasks());
    }
    StateCarrier.Gate gate = carrier.get().gate(id);
    return gate.reached()
        .thenComposeAsync(said -> decidedNow(call, id, make, kind), seat.tasks())
        .whenComplete((done, error) -> seat.tasks().execute(gate::leave));
  }

  private CompletableFuture<Done> decidedNow(
      CallRef call, SessionId id, Function<SessionFacts, Operation> make, String kind) {
    SessionFacts before = known(id).facts();
    boolean alone = before.definition().weightOf(seat.wallet()) >= before.definition().quorum();
    // Alone nobody else can have changed the session since the node was last heard; a refusal by
    // the node costs nothing then. With others there is always the node's own word first.
    CompletableFuture<SessionFacts> current =
        alone && known(id).fresh()
            ? CompletableFuture.completedFuture(before)
            : lifecycle.refresh(id).exceptionallyCompose(SessionDecisions::nothingSent);
    return current.thenComposeAsync(
        facts -> propose(call, facts, make.apply(facts), kind), seat.tasks());
  }

  /** A question that was not answered leaves nothing in doubt. */
  static CompletableFuture<SessionFacts> nothingSent(Throwable error) {
    Throwable cause = FailureCodes.unwrap(error);
    return CompletableFuture.failedFuture(
        cause instanceof NodeException && !(cause instanceof NodeException.Refused)
            ? new RequestFailedException(
                FailureCodes.NOT_CONNECTED,
                "nothing was sent, since the session could not be read: " + cause.getMessage())
            : cause);
  }

  private CompletableFuture<Done> propose(
      CallRef call, SessionFacts facts, Operation decision, String kind) {
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
              lost.decision(
                  call,
                  step,
                  lost.leaving(step, others.values(), facts.version()),
                  () -> send(step, others, kind));
          return watched(decision, facts.id(), answer);
        },
        seat.tasks());
  }

  private CompletableFuture<SessionVersion> send(
      Step step, Map<Address, Signature> others, String kind) {
    CompletableFuture<SessionVersion> answer;
    // However often it is sent, it counts once, and not yet while the guard looks at it.
    lifecycle.refusedByNode(step.operation());
    try {
      answer = seat.signer().decisions().decide(step, others);
    } finally {
      lifecycle.agreed(step.operation());
    }
    seat.report()
        .tell(
            (at, name) ->
                new HostEvent.SignatureGiven(
                    at,
                    name,
                    step.sessionId(),
                    kind.equals("operate") ? "submit" : kind,
                    seat.wallet()));
    return answer;
  }

  private CompletableFuture<Done> watched(
      Operation decision, SessionId id, CompletableFuture<SessionVersion> answer) {
    return answer
        .thenApply(version -> new Done(version, decision))
        .whenComplete(
            (done, error) -> {
              if (error != null) {
                seat.tasks().execute(() -> failed(decision, id, error));
              }
            });
  }

  /** Somebody else may have been first, or the answer was lost. */
  private void failed(Operation decision, SessionId id, Throwable error) {
    lifecycle.doubt(id);
    Throwable cause = FailureCodes.unwrap(error);
    boolean notDone =
        cause instanceof NodeException.Refused
            || cause instanceof GuardException
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
