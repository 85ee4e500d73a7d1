package dev.croupier.script;

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
import org.graalvm.polyglot.PolyglotException;
import org.jspecify.annotations.Nullable;

/**
 * A script in a seat. A turn is two calls into the context: {@code begin} reacts and runs until no
 * microtask is left, {@code finish} collects the session's state. A context that had to be closed
 * is opened anew by the next turn; then module globals are lost, sessions' states are not.
 */
final class ScriptInstance implements AppInstance {
  private final ScriptApp app;
  private final TurnRecorder recorder;
  private final HostFunctions functions;
  private @Nullable ScriptContext context;

  ScriptInstance(ScriptApp app, SeatView seat) {
    this.app = app;
    this.recorder = new TurnRecorder(app.limits());
    this.functions = new HostFunctions(Optional.of(seat), recorder);
    this.context = app.open(functions, recorder);
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
      return outcome(verdict);
    } catch (PolyglotException e) {
      return stopped(current, watch.end(), e);
    }
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
    SessionView session = turn.session().orElse(null);
    switch (turn.input()) {
      case Input.Started() -> begin(context, turn, session, "started", null);
      case Input.Stopped() -> begin(context, turn, session, "stopped", null);
      case Input.Invited invited ->
          begin(
              context,
              turn,
              session,
              "invited",
              null,
              Long.toString(invited.inviteId()),
              ScriptJson.invite(invited.invite()));
      case Input.SessionCreated() -> begin(context, turn, session, "created", null);
      case Input.MessageReceived message ->
          begin(
              context,
              turn,
              session,
              "message",
              message.sender(),
              message.type(),
              message.dataJson());
      case Input.TimerFired timer ->
          begin(context, turn, session, "timer", null, timer.name(), timer.dataJson());
      case Input.Answered answered -> {
        double id = answered.callId();
        switch (answered.result()) {
          case Input.CallResult.Succeeded(String value) ->
              begin(context, turn, session, "answered", null, id, true, value, "");
          case Input.CallResult.Failed(String code, String message) ->
              begin(context, turn, session, "answered", null, id, false, code, message);
        }
      }
      case Input.SessionClosed closed ->
          begin(
              context,
              turn,
              session,
              "closed",
              null,
              ScriptJson.allocations(closed.finalAllocations()));
    }
  }

  private static void begin(
      ScriptContext context,
      Turn turn,
      @Nullable SessionView session,
      String kind,
      @Nullable String sender,
      Object... details) {
    @Nullable Object[] arguments = new @Nullable Object[8 + details.length];
    arguments[0] = kind;
    arguments[1] = (double) turn.timeMs();
    arguments[2] = (int) (turn.seed() >>> 32);
    arguments[3] = (int) turn.seed();
    arguments[4] = session == null ? null : session.id();
    arguments[5] = session == null ? null : ScriptJson.about(session);
    arguments[6] = session == null ? null : session.stateJson();
    arguments[7] = sender;
    System.arraycopy(details, 0, arguments, 8, details.length);
    context.begin(arguments);
  }

  @Override
  public void close() {
    if (context != null) {
      context.close();
      context = null;
    }
  }
}
