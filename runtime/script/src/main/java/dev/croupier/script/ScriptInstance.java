package dev.croupier.script;

import dev.croupier.app.Proposal;
import dev.croupier.app.StateUpdate;
import dev.croupier.host.engine.AppInstance;
import dev.croupier.host.engine.AppLoadException;
import dev.croupier.host.engine.SeatView;
import dev.croupier.host.turn.AppFailure;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.SessionView;
import dev.croupier.host.turn.Turn;
import dev.croupier.host.turn.TurnOutcome;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.graalvm.polyglot.PolyglotException;
import org.jspecify.annotations.Nullable;

/**
 * A script in a seat. A turn is two calls into the context: {@code begin} reacts and runs until no
 * microtask is left, {@code finish} collects the session's state. A context that had to be closed
 * is opened anew by the next turn; then module globals are lost, sessions' states are not.
 */
final class ScriptInstance implements AppInstance {
  /** What {@code finish} may return besides a new state. */
  private static final Set<String> OTHER_VERDICTS = Set.of("unchanged", "failed", "kept");

  private final ScriptApp app;
  private final TurnRecorder recorder;
  private final HostFunctions functions;
  private volatile @Nullable ScriptContext context;

  ScriptInstance(ScriptApp app, OpenScript opened, SeatView seat) {
    this.app = app;
    this.recorder = opened.recorder();
    this.functions = opened.functions();
    this.context = opened.context();
    functions.sit(seat);
  }

  @Override
  public TurnOutcome run(Turn turn) {
    recorder.begin();
    ScriptContext current;
    try {
      current = opened();
    } catch (AppLoadException e) {
      recorder.fail(new AppFailure(String.valueOf(e.getMessage()), e.location(), ""));
      return failed();
    }
    Watchdog.Watch watch =
        app.watchdog()
            .watch(current.polyglot(), app.limits().turnTime(), app.limits().turnAllocationBytes());
    try {
      begin(current, turn);
      String verdict = current.finish();
      // A stop that came after the last line changes nothing about the turn.
      if (watch.end() == Watchdog.Stop.ALLOCATION) {
        discard(current);
      }
      remember(current, turn, verdict);
      return outcome(verdict);
    } catch (PolyglotException e) {
      turn.session().ifPresent(session -> current.told().forget(session.id()));
      return stopped(current, watch.end(), e);
    }
  }

  /** Keeps the books of what the prelude knows in step with the prelude's own. */
  private static void remember(ScriptContext context, Turn turn, String verdict) {
    if (turn.session().isEmpty()) {
      return;
    }
    String sessionId = turn.session().get().id();
    if (turn.input() instanceof Input.SessionClosed) {
      context.told().forget(sessionId);
    } else if (!OTHER_VERDICTS.contains(verdict)) {
      context.told().changed(sessionId, verdict);
    }
  }

  @Override
  public String whereabouts() {
    ScriptContext current = context;
    return current == null ? "" : current.handlerPlace();
  }

  private ScriptContext opened() {
    ScriptContext current = context;
    if (current == null) {
      current = app.open(functions, recorder);
      context = current;
    }
    return current;
  }

  private TurnOutcome outcome(String verdict) {
    return switch (verdict) {
      case "unchanged" ->
          new TurnOutcome(
              recorder.effects(), Optional.empty(), Optional.empty(), recorder.unhandled());
      case "failed" -> failed();
      case "kept" -> {
        recorder.failure().ifPresent(recorder::report);
        List<Effect> first = recorder.effects().subList(0, 1);
        yield new TurnOutcome(first, Optional.empty(), Optional.empty(), recorder.unhandled());
      }
      default ->
          new TurnOutcome(
              recorder.effects(), Optional.of(verdict), Optional.empty(), recorder.unhandled());
    };
  }

  private TurnOutcome failed() {
    return new TurnOutcome(
        recorder.logsOnly(), Optional.empty(), recorder.failure(), recorder.unhandled());
  }

  /** The watchdog, or the engine itself, ended the turn. */
  private TurnOutcome stopped(ScriptContext current, Watchdog.Stop stop, PolyglotException thrown) {
    String message =
        switch (stop) {
          case TIME -> "stopped after " + app.limits().turnTime().toMillis() + " ms";
          case ALLOCATION ->
              "stopped after allocating "
                  + (app.limits().turnAllocationBytes() >> 20)
                  + " MiB; the script starts anew and its module globals are lost";
          case NONE -> "stopped: " + thrown.getMessage();
        };
    current.reportStopped(thrown, message);
    if (stop != Watchdog.Stop.TIME || !takenBack(current)) {
      discard(current);
    }
    return failed();
  }

  private void discard(ScriptContext current) {
    context = null;
    current.close();
  }

  /** Whether the context is usable again. */
  private boolean takenBack(ScriptContext current) {
    Watchdog.Watch watch =
        app.watchdog()
            .watch(current.polyglot(), app.limits().turnTime(), app.limits().turnAllocationBytes());
    try {
      current.abort();
      return watch.end() == Watchdog.Stop.NONE;
    } catch (PolyglotException e) {
      watch.end();
      return false;
    }
  }

  private static void begin(ScriptContext context, Turn turn) {
    switch (turn.input()) {
      case Input.Started() -> begin(context, turn, "onStart", "started", null);
      case Input.Stopped() -> begin(context, turn, "onStop", "stopped", null);
      case Input.Invited invited ->
          begin(
              context,
              turn,
              "onSessionInvite",
              "invited",
              null,
              Long.toString(invited.inviteId()),
              ScriptJson.invite(invited.invite()));
      case Input.Reloaded(String previous) ->
          begin(context, turn, "onReload", "reloaded", null, previous);
      case Input.Proposed(long proposalId, Proposal proposal) ->
          begin(
              context,
              turn,
              "onProposal",
              "proposed",
              null,
              Long.toString(proposalId),
              ScriptJson.proposal(proposal));
      case Input.SessionCreated() -> begin(context, turn, "onSessionCreated", "created", null);
      case Input.SessionResumed() -> begin(context, turn, "onSessionResumed", "resumed", null);
      case Input.Disconnected(String reason) ->
          begin(context, turn, "onDisconnected", "disconnected", null, reason);
      case Input.Reconnected() -> begin(context, turn, "onReconnected", "reconnected", null);
      case Input.StateUpdated(StateUpdate update) ->
          begin(context, turn, "onStateUpdated", "updated", null, ScriptJson.stateUpdate(update));
      case Input.RequestSettled settled ->
          begin(
              context,
              turn,
              "onRequestSettled",
              "settled",
              null,
              ScriptJson.settled(settled.request()));
      case Input.MessageReceived message ->
          begin(
              context,
              turn,
              "onAppMessage",
              "message",
              message.sender(),
              message.type(),
              message.dataJson());
      case Input.TimerFired timer ->
          begin(
              context,
              turn,
              turn.session().isPresent() ? "onTimer" : "",
              "timer",
              null,
              timer.name(),
              timer.dataJson());
      case Input.Answered answered -> {
        double id = answered.callId();
        switch (answered.result()) {
          case Input.CallResult.Succeeded(String value) ->
              begin(context, turn, "", "answered", null, id, true, value, "");
          case Input.CallResult.Failed(String code, String message) ->
              begin(context, turn, "", "answered", null, id, false, code, message);
        }
      }
      case Input.SessionClosed closed ->
          begin(
              context,
              turn,
              "onSessionClosed",
              "closed",
              null,
              ScriptJson.allocations(closed.finalAllocations()));
      case Input.Operator operator ->
          throw new IllegalArgumentException(
              "an operator's " + operator.command() + " is no turn of the app");
      case Input.Leaving leaving ->
          throw new IllegalArgumentException(
              "the request of call " + leaving.callId() + " is no turn of the app");
    }
  }

  private static void begin(
      ScriptContext context,
      Turn turn,
      String handler,
      String kind,
      @Nullable String sender,
      Object... details) {
    SessionView session = turn.session().orElse(null);
    @Nullable Object[] arguments = new @Nullable Object[8 + details.length];
    arguments[0] = kind;
    arguments[1] = (double) turn.timeMs();
    arguments[2] = (int) (turn.seed() >>> 32);
    arguments[3] = (int) turn.seed();
    arguments[4] = session == null ? null : session.id();
    arguments[5] = session == null ? null : context.told().about(session);
    arguments[6] = session == null ? null : context.told().state(session);
    arguments[7] = sender;
    System.arraycopy(details, 0, arguments, 8, details.length);
    context.begin(handler, arguments);
  }

  @Override
  public void close() {
    ScriptContext current = context;
    if (current != null) {
      context = null;
      current.close();
    }
  }
}
