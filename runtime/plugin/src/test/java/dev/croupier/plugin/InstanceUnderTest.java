package dev.croupier.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.app.Allocation;
import dev.croupier.app.SessionTerms;
import dev.croupier.host.engine.App;
import dev.croupier.host.engine.AppInstance;
import dev.croupier.host.engine.AppSource;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.SessionView;
import dev.croupier.host.turn.Turn;
import dev.croupier.host.turn.TurnOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** An app loaded from an archive made for the test, with turns in the place of a host. */
final class InstanceUnderTest implements AutoCloseable {

  static final String SESSION_ID = "0x" + "ab".repeat(32);
  static final String SENDER = "0x000000000000000000000000000000000000cAFe";
  static final long TIME_MS = 1_700_000_000_000L;

  private final PluginEngine engine;
  private final App app;
  private final AppInstance instance;
  private String state = "null";
  private long turns;

  private InstanceUnderTest(PluginEngine engine, App app, AppInstance instance) {
    this.engine = engine;
    this.app = app;
    this.instance = instance;
  }

  /** Starts an app whose class has this body. */
  static InstanceUnderTest of(Path folder, String body) throws IOException {
    return of(folder, body, "{}");
  }

  static InstanceUnderTest of(Path folder, String body, String settingsJson) throws IOException {
    Path jar = PluginJar.withApp("demo", "DemoApp", body).jar(folder.resolve("demo.jar"));
    PluginEngine engine = PluginEngine.inside(folder.resolve("work"));
    App app = engine.load(new AppSource("demo.jar", "plugin", jar, ""));
    return new InstanceUnderTest(engine, app, app.start(new FakeSeat(settingsJson)));
  }

  void state(String json) {
    state = json;
  }

  /** Runs a turn of the session and keeps the state it leaves. */
  TurnOutcome turn(Input input) {
    return run(input, Optional.of(view(SESSION_ID, state)), 7);
  }

  TurnOutcome turn(Input input, long seed) {
    return run(input, Optional.of(view(SESSION_ID, state)), seed);
  }

  TurnOutcome turnOf(String sessionId, Input input) {
    return run(input, Optional.of(view(sessionId, "null")), 7);
  }

  /** Runs a turn of the seat. */
  TurnOutcome seatTurn(Input input) {
    return run(input, Optional.empty(), 7);
  }

  TurnOutcome note(String dataJson) {
    return turn(new Input.MessageReceived("note", SENDER, dataJson, 1));
  }

  TurnOutcome answer(long callId, String json) {
    return turn(new Input.Answered(callId, new Input.CallResult.Succeeded(json)));
  }

  TurnOutcome refuse(long callId, String reason) {
    return turn(new Input.Answered(callId, new Input.CallResult.Failed("node-refused", reason)));
  }

  InstanceUnderTest startFrom(String stateJson) {
    state = stateJson;
    return this;
  }

  private TurnOutcome run(Input input, Optional<SessionView> session, long seed) {
    TurnOutcome outcome = instance.run(new Turn(++turns, input, session, TIME_MS, seed));
    outcome.stateJson().ifPresent(json -> state = json);
    return outcome;
  }

  static SessionView view(String id, String stateJson) {
    SessionTerms terms = SessionTerms.decidedByFirst("demo", List.of(SENDER, FakeSeat.ADDRESS));
    return new SessionView(id, terms, List.of(Allocation.of(SENDER, "usdc", "1.50")), stateJson);
  }

  /** The lines an outcome logs, which is how an app under test tells what it saw. */
  static List<String> logged(TurnOutcome outcome) {
    assertThat(outcome.failure()).isEmpty();
    return outcome.effects().stream()
        .filter(Effect.Log.class::isInstance)
        .map(effect -> ((Effect.Log) effect).text())
        .toList();
  }

  static String failure(TurnOutcome outcome) {
    assertThat(outcome.failure()).isPresent();
    assertThat(outcome.effects()).isEmpty();
    assertThat(outcome.stateJson()).isEmpty();
    return outcome.failure().orElseThrow().message();
  }

  @Override
  public void close() {
    instance.close();
    app.close();
    engine.close();
  }
}
