package dev.croupier.host;

import dev.croupier.app.MessageRefusedException;
import dev.croupier.app.RequestFailedException;
import dev.croupier.client.Relay;
import dev.croupier.client.SessionVersion;
import dev.croupier.host.message.MessageSchemas;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Input;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.SessionId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets a recorded turn's effects leave the host, in order, and brings the answers back as inputs.
 * Runs on the seat's loop.
 */
final class EffectRunner {

  private static final Logger LOG = LoggerFactory.getLogger(EffectRunner.class);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String NOTHING = "null";

  private final SeatContext seat;
  private final MessageSchemas schemas;
  private final SessionRequests requests;
  private final InviteDesk invites;

  EffectRunner(
      SeatContext seat, MessageSchemas schemas, SessionRequests requests, InviteDesk invites) {
    this.seat = seat;
    this.schemas = schemas;
    this.requests = requests;
    this.invites = invites;
  }

  /**
   * Lets an effect leave.
   *
   * @param effect the effect; timers are set elsewhere, since they stay inside
   * @param origin the session whose turn asked, empty for the seat's own turns
   */
  void leave(Effect effect, Optional<ActiveSession> origin) {
    switch (effect) {
      case Effect.SendMessage send ->
          call(origin, "sendMessage", send.callId(), () -> send(send).thenApply(ok -> NOTHING));
      case Effect.SignSession sign ->
          call(
              origin,
              "signSession",
              sign.callId(),
              () -> done(text(requests.sign(sign.request()).toString())));
      case Effect.CreateSession create ->
          call(
              origin,
              "createSession",
              create.callId(),
              () -> requests.create(create).thenApply(id -> text(id.toString())));
      case Effect.SubmitState submit ->
          call(
              origin,
              "submitState",
              submit.callId(),
              () -> requests.submit(submit).thenApply(EffectRunner::state));
      case Effect.CloseSession close -> close(origin, close);
      case Effect.GetBalances balances ->
          call(
              origin,
              "getBalances",
              balances.callId(),
              () -> seat.connection().balances().thenApply(EffectRunner::balances));
      case Effect.Transfer transfer ->
          call(
              origin,
              "transfer",
              transfer.callId(),
              () -> requests.transfer(transfer).thenApply(ok -> NOTHING));
      case Effect.AnswerInvite answer -> answerInvite(origin, answer);
      case Effect.Log log -> log(origin, log);
      case Effect.SetTimer _, Effect.CancelTimer _ -> {}
    }
  }

  /** Passes an app's line on. */
  void log(Optional<ActiveSession> origin, Effect.Log log) {
    seat.report()
        .tell(
            (at, name) ->
                new HostEvent.AppLog(
                    at, name, origin.map(ActiveSession::id), log.level(), log.text()));
  }

  private void answerInvite(Optional<ActiveSession> origin, Effect.AnswerInvite answer) {
    if (!invites.answered(answer.inviteId(), answer.accepted(), answer.reason())) {
      reportFailed(
          origin,
          "answerInvite",
          new Input.CallResult.Failed("too-late", "nobody waits for this answer any more"));
    }
  }

  private void close(Optional<ActiveSession> origin, Effect.CloseSession close) {
    CompletableFuture<SessionVersion> closed =
        start(
            () ->
                requests.close(
                    close,
                    version ->
                        answer(
                            origin,
                            close.callId(),
                            new Input.CallResult.Succeeded(state(version)))));
    onLoop(
        closed,
        (version, error) -> {
          if (error != null) {
            fail(origin, "closeSession", close.callId(), error);
          }
        });
  }

  private CompletableFuture<Void> send(Effect.SendMessage send) {
    Optional<String> problem = schemas.problem(send.type(), send.dataJson());
    if (problem.isPresent()) {
      refusedOut(send, "schema", problem.get());
      throw new MessageRefusedException(send.type(), problem.get());
    }
    SessionId id = SessionId.parse(send.sessionId());
    if (seat.sessions().find(id).filter(session -> session.facts().open()).isEmpty()) {
      String reason = "session " + id.shortText() + " is not active";
      refusedOut(send, "session-not-open", reason);
      throw new RequestFailedException("session-not-active", reason);
    }
    Relay relay =
        seat.connection()
            .relay()
            .orElseThrow(
                () -> new RequestFailedException("no-relay", "the node carries no messages"));
    CompletableFuture<Void> accepted = relay.send(id, send.type(), send.dataJson());
    seat.report()
        .tell((at, name) -> new HostEvent.MessageSent(at, name, id, send.type(), send.dataJson()));
    return accepted;
  }

  private void refusedOut(Effect.SendMessage send, String code, String reason) {
    seat.report()
        .tell(
            (at, name) ->
                new HostEvent.MessageRefused(
                    at,
                    name,
                    HostEvent.Direction.OUT,
                    send.sessionId(),
                    send.type(),
                    seat.wallet(),
                    code,
                    reason));
  }

  private void call(
      Optional<ActiveSession> origin,
      String what,
      long callId,
      Supplier<CompletableFuture<String>> request) {
    onLoop(
        start(request),
        (value, error) -> {
          if (error == null) {
            answer(origin, callId, new Input.CallResult.Succeeded(value));
          } else {
            fail(origin, what, callId, error);
          }
        });
  }

  /** As a task of its own, so that an error in it ends the seat instead of vanishing. */
  private <T> void onLoop(CompletableFuture<T> outcome, BiConsumer<T, @Nullable Throwable> then) {
    CompletableFuture<T> _ =
        outcome.whenComplete(
            (value, error) -> seat.tasks().execute(() -> then.accept(value, error)));
  }

  private static <T> CompletableFuture<T> start(Supplier<CompletableFuture<T>> request) {
    try {
      return request.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void fail(Optional<ActiveSession> origin, String what, long callId, Throwable error) {
    Input.CallResult.Failed failed = FailureCodes.failed(error);
    if (failed.code().equals(FailureCodes.INTERNAL)) {
      LOG.error("{} of seat {} failed", what, seat.config().name(), error);
    }
    reportFailed(origin, what, failed);
    answer(origin, callId, failed);
  }

  private void reportFailed(
      Optional<ActiveSession> origin, String what, Input.CallResult.Failed failed) {
    seat.report()
        .tell(
            (at, name) ->
                new HostEvent.CallFailed(
                    at,
                    name,
                    origin.map(ActiveSession::id),
                    what,
                    failed.code(),
                    failed.message()));
  }

  private void answer(Optional<ActiveSession> origin, long callId, Input.CallResult result) {
    seat.mail()
        .put(
            origin.map(ActiveSession::id),
            new Mail.Own(new Input.Answered(callId, result), origin));
  }

  private static CompletableFuture<String> done(String value) {
    return CompletableFuture.completedFuture(value);
  }

  private static String text(String value) {
    return JSON.writeValueAsString(value);
  }

  private static String state(SessionVersion version) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("sessionId", version.sessionId().toString());
    members.put("version", version.version());
    members.put("open", version.open());
    return JSON.writeValueAsString(members);
  }

  private static String balances(List<AssetAmount> balances) {
    Map<String, String> members = new LinkedHashMap<>();
    balances.forEach(balance -> members.put(balance.asset(), balance.amount().toString()));
    return JSON.writeValueAsString(members);
  }
}
