package dev.croupier.plugin;

import dev.croupier.app.Answer;
import dev.croupier.app.RequestFailedException;
import dev.croupier.app.Session;
import dev.croupier.app.SessionApp;
import dev.croupier.app.StateUpdate;
import dev.croupier.host.engine.AppInstance;
import dev.croupier.host.engine.SeatView;
import dev.croupier.host.turn.AppFailure;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.Turn;
import dev.croupier.host.turn.TurnOutcome;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One app object at work in a seat. A turn calls one handler, or the continuations of one answer;
 * what they ask for is the turn's outcome. If any of them throws, the outcome is that failure and
 * nothing else; a refused call that nobody handles is reported beside the outcome.
 */
final class PluginInstance implements AppInstance {

  private final SessionApp app;
  private final URLClassLoader classLoader;
  private final AppJson json = new AppJson();
  private final Turns turns = new Turns();
  private final Calls calls = new Calls();
  private final SeatClient client;
  private volatile @Nullable Thread running;

  PluginInstance(SessionApp app, SeatView seat, URLClassLoader classLoader) {
    this.app = app;
    this.classLoader = classLoader;
    client = new SeatClient(seat, turns, calls, json);
  }

  /** What there was when a turn began. */
  private record Before(long call, long action) {}

  @Override
  public TurnOutcome run(Turn turn) {
    TurnScope scope = new TurnScope(turn);
    Before before = new Before(calls.lastId(), client.lastAction());
    turns.begin(scope);
    running = Thread.currentThread();
    try {
      return ContextClassLoader.callIn(
          classLoader,
          () -> {
            handle(turn, scope);
            return outcome(scope, before);
          });
    } catch (Throwable thrown) { // Whatever an author's code throws, the seat goes on.
      return failed(thrown, before, List.of());
    } finally {
      running = null;
      turns.end();
    }
  }

  @Override
  public String whereabouts() {
    Thread thread = running;
    return thread == null ? "" : Failures.place(thread.getStackTrace(), classLoader);
  }

  private void handle(Turn turn, TurnScope scope) {
    switch (turn.input()) {
      case Input.Started() -> app.onStart(client);
      case Input.Stopped() -> app.onStop();
      case Input.Invited invited -> {
        Answer answer = app.answerInvite(invited.invite());
        scope.add(new Effect.AnswerInvite(invited.inviteId(), answer.signs(), reason(answer)));
      }
      case Input.Reloaded reloaded -> app.onReload(reloaded.previousVersion(), session(turn));
      case Input.Proposed proposed -> {
        Answer answer = app.answerProposal(proposed.proposal(), session(turn));
        scope.add(new Effect.AnswerProposal(proposed.proposalId(), answer.signs(), reason(answer)));
      }
      case Input.SessionCreated() -> app.onSessionCreated(session(turn));
      case Input.SessionResumed() -> app.onSessionResumed(session(turn));
      case Input.Disconnected(String reason) -> app.onDisconnected(reason);
      case Input.Reconnected() -> app.onReconnected();
      case Input.StateUpdated(StateUpdate update) -> app.onStateUpdated(update, session(turn));
      case Input.RequestSettled settled ->
          app.onRequestSettled(
              settled.request(),
              turn.session().isPresent() ? Optional.of(session(turn)) : Optional.empty());
      case Input.MessageReceived message ->
          app.onAppMessage(
              new ReceivedMessage(message.type(), message.sender(), message.dataJson(), json),
              session(turn));
      case Input.TimerFired timer -> {
        if (turn.session().isPresent()) {
          app.onTimer(new FiredTimer(timer.name(), timer.dataJson(), json), session(turn));
        } else {
          client.timeFor(timer.name());
        }
      }
      case Input.Answered answer -> {
        if (!calls.settle(answer)) {
          scope.add(
              new Effect.Log(
                  "debug",
                  "the answer to call " + answer.callId() + " of an earlier instance was dropped"));
        }
      }
      case Input.SessionClosed closed ->
          app.onSessionClosed(session(turn), closed.finalAllocations());
      case Input.Operator operator ->
          throw new IllegalArgumentException(
              "an operator's " + operator.command() + " is no turn of the app");
      case Input.Leaving leaving ->
          throw new IllegalArgumentException(
              "the request of call " + leaving.callId() + " is no turn of the app");
    }
  }

  private static String reason(Answer answer) {
    return answer.signs() ? "" : answer.reason();
  }

  private Session session(Turn turn) {
    String id =
        turn.session()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "turn " + turn.number() + " is a session's but comes without one"))
            .id();
    return new TurnSession(id, client, turns, json);
  }

  private TurnOutcome outcome(TurnScope scope, Before before) {
    List<AppFailure> unhandled = new ArrayList<>();
    Optional<Throwable> thrown = Optional.empty();
    for (Throwable failure : calls.takeUnhandled()) {
      if (thrown.isEmpty() && !(failure instanceof RequestFailedException)) {
        thrown = Optional.of(failure);
      } else {
        unhandled.add(Failures.report(failure, classLoader));
      }
    }
    if (thrown.isPresent()) {
      return failed(thrown.get(), before, unhandled);
    }
    return new TurnOutcome(scope.effects(), scope.changedState(), Optional.empty(), unhandled);
  }

  private TurnOutcome failed(Throwable thrown, Before before, List<AppFailure> unhandled) {
    calls.dropAfter(before.call());
    client.dropActionsAfter(before.action());
    return new TurnOutcome(
        List.of(), Optional.empty(), Optional.of(Failures.report(thrown, classLoader)), unhandled);
  }

  @Override
  public void close() {
    turns.end();
  }
}
