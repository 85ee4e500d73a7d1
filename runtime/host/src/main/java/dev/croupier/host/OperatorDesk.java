package dev.croupier.host;

import dev.croupier.client.Step;
import dev.croupier.host.guard.SessionFacts;
import dev.croupier.host.journal.JournalRecord;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.Turn;
import dev.croupier.host.turn.TurnOutcome;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.SessionId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What an operator may ask of a seat. A request that changes something is recorded first and then
 * leaves like an app's effect: through the same schema check, guard, signer and relay. The answer
 * goes to the operator and is recorded; the app learns of it only by what happens to its sessions.
 * Requests do not wait for the app, so that a session can be closed whose app hangs. Runs on the
 * seat's loop.
 */
final class OperatorDesk {

  private static final String NO_DETAIL = "{}";

  private final SeatContext seat;
  private final AppRuns runs;
  private final TurnRecorder recorder;
  private final SignatureDesk desk;
  private final SessionLifecycle lifecycle;
  private long lastCall;

  OperatorDesk(
      SeatContext seat,
      AppRuns runs,
      TurnRecorder recorder,
      SignatureDesk desk,
      SessionLifecycle lifecycle) {
    this.seat = seat;
    this.runs = runs;
    this.recorder = recorder;
    this.desk = desk;
    this.lifecycle = lifecycle;
  }

  /**
   * Records a request and lets its effect leave.
   *
   * @param command names the request
   * @param sessionId the session it is about
   * @param effect makes the effect, given its call id
   * @return the answer, JSON text; fails with {@link OperatorException}
   */
  CompletableFuture<String> ask(
      String command, Optional<SessionId> sessionId, LongFunction<Effect> effect) {
    Optional<ActiveSession> session = sessionId.flatMap(id -> seat.sessions().find(id));
    if (sessionId.isPresent() && session.isEmpty()) {
      return refused("unknown-session", "session " + sessionId.get() + " is unknown to this seat");
    }
    long call = ++lastCall;
    CompletableFuture<String> answer = new CompletableFuture<>();
    Origin[] origin = new Origin[1];
    Origin own = origin(session, result -> answered(origin[0], call, result, answer));
    origin[0] = own;
    record(new Input.Operator(command, NO_DETAIL), own, List.of(effect.apply(call)));
    return answer;
  }

  private void answered(
      Origin origin, long call, Input.CallResult result, CompletableFuture<String> answer) {
    record(new Input.Answered(call, result), origin, List.of());
    switch (result) {
      case Input.CallResult.Succeeded(String value) -> answer.complete(value);
      case Input.CallResult.Failed(String code, String message) ->
          answer.completeExceptionally(new OperatorException(code, message));
    }
  }

  private Origin origin(
      Optional<ActiveSession> session, java.util.function.Consumer<Input.CallResult> answer) {
    int lane = seat.mail().laneOf(session.map(ActiveSession::id));
    return new Origin(runs.required().in(lane), session, Optional.of(answer));
  }

  private void record(Input input, Origin origin, List<Effect> effects) {
    recorder.record(
        new Turn(JournalRecord.NO_TURN, input, Optional.empty(), seat.clock().millis(), 0),
        new TurnOutcome(effects, Optional.empty(), Optional.empty(), List.of()),
        origin,
        Optional.empty());
  }

  /**
   * @return the sessions this seat takes part in
   */
  CompletableFuture<List<SessionFacts>> sessions() {
    return CompletableFuture.completedFuture(
        seat.sessions().openIds().stream()
            .flatMap(id -> seat.sessions().facts(id).stream())
            .toList());
  }

  CompletableFuture<List<AssetAmount>> balances() {
    return seat.connection()
        .balances()
        .exceptionallyCompose(
            error -> {
              Input.CallResult.Failed failed = FailureCodes.failed(error);
              return refused(failed.code(), failed.message());
            });
  }

  /** Reads a text that participants sign together; nothing is signed. */
  CompletableFuture<Step> read(String text) {
    Step step = seat.signer().read(text);
    CompletableFuture<?> current =
        step.sessionId()
            .filter(id -> seat.sessions().find(id).isPresent())
            .<CompletableFuture<?>>map(lifecycle::refresh)
            .orElseGet(() -> CompletableFuture.completedFuture(null));
    // Without an answer there is what is known; the node is asked again before it is signed.
    return current.handle((facts, error) -> step);
  }

  CompletableFuture<List<PendingInvite>> invites() {
    return CompletableFuture.completedFuture(desk.invites().undecided());
  }

  CompletableFuture<List<SigningRound>> signing() {
    return CompletableFuture.completedFuture(desk.rounds().underWay());
  }

  CompletableFuture<Void> decide(long inviteId, boolean accepted, String reason) {
    if (!desk.invites().decided(inviteId, accepted, reason)) {
      return refused(
          "unknown-invite",
          "invite " + inviteId + " does not wait for seat " + seat.config().name() + " any more");
    }
    String detail =
        JsonNodeFactory.instance
            .objectNode()
            .put("inviteId", inviteId)
            .put("reason", reason)
            .toString();
    record(
        new Input.Operator(accepted ? "acceptInvite" : "refuseInvite", detail),
        origin(Optional.empty(), result -> {}),
        List.of());
    return CompletableFuture.completedFuture(null);
  }

  private static <T> CompletableFuture<T> refused(String code, String message) {
    return CompletableFuture.failedFuture(new OperatorException(code, message));
  }
}
