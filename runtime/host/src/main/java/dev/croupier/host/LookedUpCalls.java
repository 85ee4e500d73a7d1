package dev.croupier.host;

import dev.croupier.app.CroupierException;
import dev.croupier.app.RequestFailedException;
import dev.croupier.app.SettledRequest;
import dev.croupier.client.SessionSnapshot;
import dev.croupier.client.SessionVersion;
import dev.croupier.host.journal.OpenCall;
import dev.croupier.host.journal.SeatMemory;
import dev.croupier.host.journal.SessionMemory;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.Input.CallResult;
import dev.croupier.host.turn.SentRequest;
import dev.croupier.protocol.SessionId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Settles after a restart the calls that were under way when the host ended. Messages are sent
 * again. A request that had left is looked up at the node like any whose answer is lost ({@link
 * LostAnswers}). One that had not is asked for now if it is a state or a close and the session is
 * as its app last saw it, or as its own earlier requests have left it; creations and payments that
 * never left are not begun any more. The operator is told of each in one line, and the app of its
 * own ones. Runs on the seat's loop.
 */
final class LookedUpCalls implements UnfinishedCalls {

  private static final String NOTHING = "null";

  private final SeatContext seat;
  private final SessionRequests requests;
  private final SessionDecisions decisions;
  private final LostAnswers lost;
  private final Deliveries deliveries;

  LookedUpCalls(
      SeatContext seat,
      SessionRequests requests,
      SessionDecisions decisions,
      LostAnswers lost,
      Deliveries deliveries) {
    this.seat = seat;
    this.requests = requests;
    this.decisions = decisions;
    this.lost = lost;
    this.deliveries = deliveries;
  }

  @Override
  public void take(
      SeatMemory memory,
      Map<SessionId, SessionSnapshot> atNode,
      BiConsumer<OpenCall, CallResult> settled) {
    deliveries.restore(memory, settled);
    lost.restore(memory.paid());
    Map<String, Long> versions = new HashMap<>();
    for (SessionMemory session : memory.sessions().values()) {
      versions.put(session.id(), session.nodeVersion());
    }
    for (OpenCall call : memory.calls()) {
      settle(call, versions, result -> told(call, result, settled));
    }
  }

  /** The app is told in a turn, whose record settles the call; of what it cannot use, nothing. */
  private void told(OpenCall call, CallResult result, BiConsumer<OpenCall, CallResult> settled) {
    Optional<SettledRequest> request = SettledCalls.of(call, result);
    if (request.isEmpty() || Origin.isOperator(call.run())) {
      settled.accept(call, result);
      return;
    }
    Optional<ActiveSession> session =
        request
            .get()
            .sessionId()
            .or(call::session)
            .map(SessionId::parse)
            .flatMap(seat.sessions()::find)
            .filter(known -> known.facts().open());
    seat.mail()
        .put(
            session.map(ActiveSession::id),
            new Mail.Own(
                new Input.RequestSettled(
                    call.run(), call.lane(), call.effect().callId(), request.get()),
                session));
  }

  private void settle(OpenCall call, Map<String, Long> versions, Outcome outcome) {
    Optional<SentRequest> left = call.request();
    switch (call.effect()) {
      case Effect.SendMessage _ -> {}
      case Effect.CreateSession create -> {
        if (left.isPresent()) {
          follow(
              outcome,
              () -> requests.createdBefore(create, left.get()).thenApply(id -> "\"" + id + "\""));
        } else {
          neverLeft(call, outcome, "the session was not created: the request had not left");
        }
      }
      case Effect.Transfer transfer -> {
        if (left.isPresent()) {
          follow(outcome, () -> requests.paidBefore(transfer, left.get()).thenApply(ok -> NOTHING));
        } else {
          neverLeft(
              call,
              outcome,
              "a payment of "
                  + transfer.amount()
                  + " "
                  + transfer.asset()
                  + " to "
                  + transfer.destination()
                  + " had not left; it is not sent any more");
        }
      }
      case Effect.CloseSession close ->
          decision(
              call,
              close.sessionId(),
              versions,
              outcome,
              expected -> decisions.close(call.ref(), close, expected, version -> {}));
      case Effect.SubmitState submit ->
          decision(
              call,
              submit.sessionId(),
              versions,
              outcome,
              expected -> decisions.submit(call.ref(), submit, expected));
      case Effect.SignSession _,
          Effect.SignText _,
          Effect.GetBalances _,
          Effect.Connect _,
          Effect.Disconnect _ ->
          outcome.settle(
              new CallResult.Failed("host-restarted", "nobody waits for the answer any more"));
    }
  }

  private void decision(
      OpenCall call, String id, Map<String, Long> versions, Outcome outcome, Decision begin) {
    Optional<SentRequest> left = call.request();
    follow(
        outcome,
        () -> {
          CompletableFuture<SessionVersion> decided;
          if (left.isPresent()) {
            decided = decisions.again(left.get());
          } else if (!isOpen(id)) {
            tell(call, false, "the session is not open; its request had not left");
            decided = CompletableFuture.failedFuture(notDone("the session is not open"));
          } else {
            decided = told(call, begin.start(() -> OptionalLong.of(versions.getOrDefault(id, 0L))));
          }
          return decided.thenApply(
              version -> {
                versions.put(id, version.version());
                return EffectRunner.state(version);
              });
        });
  }

  private boolean isOpen(String id) {
    return seat.sessions()
        .find(SessionId.parse(id))
        .filter(session -> session.facts().open())
        .isPresent();
  }

  private CompletableFuture<SessionVersion> told(
      OpenCall call, CompletableFuture<SessionVersion> decided) {
    return decided.whenCompleteAsync(
        (version, error) ->
            tell(
                call,
                error == null,
                error == null
                    ? "its request had not left; it was asked for again"
                    : "its request had not left: " + FailureCodes.failed(error).message()),
        seat.tasks());
  }

  private void neverLeft(OpenCall call, Outcome outcome, String text) {
    tell(call, false, text);
    outcome.settle(FailureCodes.failed(notDone(text)));
  }

  private static CroupierException notDone(String text) {
    return new RequestFailedException("not-done", text);
  }

  private void follow(Outcome outcome, Supplier<CompletableFuture<String>> request) {
    CompletableFuture<String> answer;
    try {
      answer = request.get();
    } catch (CroupierException e) {
      answer = CompletableFuture.failedFuture(e);
    }
    CompletableFuture<?> _ =
        answer.whenComplete(
            (value, error) ->
                seat.tasks()
                    .execute(
                        () ->
                            outcome.settle(
                                error == null
                                    ? new CallResult.Succeeded(value)
                                    : FailureCodes.failed(error))));
  }

  private void tell(OpenCall call, boolean done, String text) {
    seat.report()
        .tell(
            (at, name) ->
                new HostEvent.CallFound(
                    at, name, call.session().map(SessionId::parse), name(call), done, text));
  }

  private static String name(OpenCall call) {
    return switch (call.effect()) {
      case Effect.SendMessage _ -> "sendMessage";
      case Effect.SignSession _ -> "signSession";
      case Effect.SignText _ -> "signText";
      case Effect.CreateSession _ -> "createSession";
      case Effect.CloseSession _ -> "closeSession";
      case Effect.SubmitState _ -> "submitState";
      case Effect.Transfer _ -> "transfer";
      case Effect.GetBalances _ -> "getBalances";
      case Effect.Connect _ -> "connect";
      case Effect.Disconnect _ -> "disconnect";
    };
  }

  /** Whom to tell what became of a call. */
  @FunctionalInterface
  private interface Outcome {
    void settle(CallResult result);
  }

  /** Asks for a decision anew. */
  @FunctionalInterface
  private interface Decision {
    CompletableFuture<SessionVersion> start(Supplier<OptionalLong> expected);
  }
}
