package dev.croupier.host;

import dev.croupier.client.SessionVersion;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Input;
import dev.croupier.protocol.AssetAmount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
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
  private final SessionRequests requests;
  private final SessionDecisions decisions;
  private final SignatureDesk desk;
  private final MessageSender messages;
  private final ConnectionLife life;

  EffectRunner(
      SeatContext seat,
      SessionRequests requests,
      SessionDecisions decisions,
      SignatureDesk desk,
      MessageSender messages,
      ConnectionLife life) {
    this.seat = seat;
    this.requests = requests;
    this.decisions = decisions;
    this.desk = desk;
    this.messages = messages;
    this.life = life;
  }

  /**
   * Lets an effect leave.
   *
   * @param effect the effect; timers are set elsewhere, since they stay inside
   * @param departures what was decided about the turn's messages
   * @param origin whose turn asked
   */
  void leave(Effect effect, Departures departures, Origin origin) {
    switch (effect) {
      case Effect.SendMessage send ->
          call(
              origin,
              "sendMessage",
              send.callId(),
              () -> messages.leave(departures.of(send)).thenApply(ok -> NOTHING));
      case Effect.SignSession sign ->
          call(
              origin,
              "signSession",
              sign.callId(),
              () -> done(text(requests.sign(sign.request()).toString())));
      case Effect.SignText sign ->
          call(
              origin,
              "signText",
              sign.callId(),
              () ->
                  requests
                      .signText(sign.text())
                      .thenApply(signature -> text(signature.toString())));
      case Effect.CreateSession create ->
          call(
              origin,
              "createSession",
              create.callId(),
              () ->
                  requests
                      .create(origin.ref(create.callId()), create)
                      .thenApply(id -> text(id.toString())));
      case Effect.SubmitState submit ->
          call(
              origin,
              "submitState",
              submit.callId(),
              () ->
                  decisions
                      .submit(origin.ref(submit.callId()), submit, OptionalLong::empty)
                      .thenApply(EffectRunner::state));
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
              () ->
                  requests
                      .transfer(origin.ref(transfer.callId()), transfer)
                      .thenApply(ok -> NOTHING));
      case Effect.Connect connect ->
          call(
              origin, "connect", connect.callId(), () -> life.connect().thenApply(done -> NOTHING));
      case Effect.Disconnect disconnect ->
          call(
              origin,
              "disconnect",
              disconnect.callId(),
              () -> life.disconnect().thenApply(done -> NOTHING));
      case Effect.AnswerInvite answer -> answerInvite(origin, answer);
      case Effect.AnswerProposal answer -> answerProposal(origin, answer);
      case Effect.Log log -> log(origin, log);
      case Effect.SetTimer _, Effect.CancelTimer _ -> {}
    }
  }

  /** Passes an app's line on. */
  void log(Origin origin, Effect.Log log) {
    seat.report()
        .tell(
            (at, name) ->
                new HostEvent.AppLog(at, name, origin.sessionId(), log.level(), log.text()));
  }

  private void answerInvite(Origin origin, Effect.AnswerInvite answer) {
    if (!desk.invites().answered(answer.inviteId(), answer.accepted(), answer.reason())) {
      reportFailed(
          origin,
          "answerInvite",
          new Input.CallResult.Failed("too-late", "nobody waits for this answer any more"));
    }
  }

  private void answerProposal(Origin origin, Effect.AnswerProposal answer) {
    if (!desk.proposals().answered(answer.proposalId(), answer.accepted(), answer.reason())) {
      // Nothing to worry about: enough others have signed before, and that was told.
      log(origin, new Effect.Log("debug", "nobody waits for the answer to a proposal any more"));
    }
  }

  private void close(Origin origin, Effect.CloseSession close) {
    CompletableFuture<SessionVersion> closed =
        start(
            () ->
                decisions.close(
                    origin.ref(close.callId()),
                    close,
                    OptionalLong::empty,
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

  private void call(
      Origin origin, String what, long callId, Supplier<CompletableFuture<String>> request) {
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

  private void fail(Origin origin, String what, long callId, Throwable error) {
    Input.CallResult.Failed failed = FailureCodes.failed(error);
    if (failed.code().equals(FailureCodes.INTERNAL)) {
      LOG.error("{} of seat {} failed", what, seat.config().name(), error);
    }
    reportFailed(origin, what, failed);
    answer(origin, callId, failed);
  }

  private void reportFailed(Origin origin, String what, Input.CallResult.Failed failed) {
    seat.report()
        .tell(
            (at, name) ->
                new HostEvent.CallFailed(
                    at, name, origin.sessionId(), what, failed.code(), failed.message()));
  }

  private void answer(Origin origin, long callId, Input.CallResult result) {
    if (origin.operator().isPresent()) {
      origin.operator().get().accept(result);
      return;
    }
    Mail.Answer answer = new Mail.Answer(new Input.Answered(callId, result), origin);
    if (origin.session().isPresent()) {
      seat.mail().put(origin.sessionId(), answer);
    } else {
      seat.mail().putOwn(origin.app().lane().index(), answer);
    }
  }

  private static CompletableFuture<String> done(String value) {
    return CompletableFuture.completedFuture(value);
  }

  private static String text(String value) {
    return JSON.writeValueAsString(value);
  }

  static String state(SessionVersion version) {
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
