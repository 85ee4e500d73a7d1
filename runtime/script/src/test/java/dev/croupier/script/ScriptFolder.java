package dev.croupier.script;

import dev.croupier.app.Allocation;
import dev.croupier.app.SessionTerms;
import dev.croupier.host.engine.App;
import dev.croupier.host.engine.AppInstance;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.SessionView;
import dev.croupier.host.turn.Turn;
import dev.croupier.host.turn.TurnOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A folder of scripts, written by a test, and an instance of one of them that is led from turn to
 * turn. It keeps the state of sessions like a host does.
 */
final class ScriptFolder implements AutoCloseable {
  static final String SESSION = "0x" + "ab".repeat(32);

  /** For tests of anything but time, which must not depend on how busy the machine is. */
  static final ScriptLimits PATIENT = ScriptLimits.DEFAULTS.withTurnTime(Duration.ofMinutes(1));

  static final String MESSAGES = "export const messages = {ping: {}, pong: {}};\n";

  final FakeSeat seat = new FakeSeat();
  private final Path base;
  private final ScriptEngine engine;
  private final Map<String, String> states = new HashMap<>();
  private @Nullable App app;
  private @Nullable AppInstance instance;
  private long turns;
  long timeMs = 1_000;

  ScriptFolder(Path base, ScriptEngine engine) {
    this.base = base;
    this.engine = engine;
    // The first load takes this context, later ones and restarts open their own: all are alike.
    engine.getReady();
  }

  ScriptFolder file(String name, String text) {
    try {
      Path file = base.resolve(name);
      Files.createDirectories(base.resolve(name).resolve("..").normalize());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  App load(String reference) {
    return engine.load(engine.find(base, reference).orElseThrow());
  }

  /** Starts {@code bot/main.js} with this text below its declaration of messages. */
  ScriptFolder start(String code) {
    file("bot/main.js", MESSAGES + code);
    return startExisting("bot/main");
  }

  ScriptFolder startExisting(String reference) {
    app = load(reference);
    instance = app.start(seat);
    return this;
  }

  ScriptFolder restart() {
    close();
    instance = Objects.requireNonNull(app).start(seat);
    return this;
  }

  TurnOutcome started() {
    return turn(new Input.Started(), Optional.empty());
  }

  TurnOutcome message(String type, String data) {
    return in(SESSION, new Input.MessageReceived(type, FakeSeat.OTHER, data, turns));
  }

  TurnOutcome timer(String name) {
    return turn(new Input.TimerFired(name, "null"), Optional.empty());
  }

  TurnOutcome answer(long callId, String json) {
    return turn(new Input.Answered(callId, new Input.CallResult.Succeeded(json)), Optional.empty());
  }

  /** The answer to a call that a turn of the session made. */
  TurnOutcome inAnswer(long callId) {
    return in(SESSION, new Input.Answered(callId, new Input.CallResult.Succeeded("null")));
  }

  TurnOutcome refuse(long callId, String code, String message) {
    return turn(
        new Input.Answered(callId, new Input.CallResult.Failed(code, message)), Optional.empty());
  }

  TurnOutcome in(String session, Input input) {
    return turn(input, Optional.of(session));
  }

  TurnOutcome turn(Input input, Optional<String> session) {
    turns++;
    TurnOutcome outcome =
        Objects.requireNonNull(instance)
            .run(new Turn(turns, input, session.map(this::view), timeMs, turns * 7919));
    session.ifPresent(id -> outcome.stateJson().ifPresent(state -> states.put(id, state)));
    return outcome;
  }

  String state() {
    return states.getOrDefault(SESSION, "null");
  }

  void state(String json) {
    states.put(SESSION, json);
  }

  private SessionView view(String id) {
    return new SessionView(
        id,
        SessionTerms.decidedByFirst("test", List.of(FakeSeat.SELF, FakeSeat.OTHER)),
        List.of(
            Allocation.of(FakeSeat.SELF, "usdc", "1.50"),
            Allocation.of(FakeSeat.OTHER, "usdc", "0")),
        states.getOrDefault(id, "null"));
  }

  /** The log lines of a turn. */
  static List<String> logs(TurnOutcome outcome) {
    return outcome.effects().stream()
        .filter(Effect.Log.class::isInstance)
        .map(effect -> ((Effect.Log) effect).text())
        .toList();
  }

  @Override
  public void close() {
    if (instance != null) {
      instance.close();
    }
  }
}
