package dev.croupier.benchmarks;

import dev.croupier.app.SessionTerms;
import dev.croupier.host.engine.App;
import dev.croupier.host.engine.AppInstance;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.SessionView;
import dev.croupier.host.turn.Turn;
import dev.croupier.host.turn.TurnOutcome;
import dev.croupier.script.ScriptEngine;
import dev.croupier.script.ScriptLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a message costs a JavaScript app, through the same port as in the host: data in, state read
 * and changed, one message sent. The schema check, the journal and the network are not part of it.
 *
 * <p>Whether JavaScript is compiled is decided by the flags of the JVM; each trial prints which it
 * was. Compiled code takes seconds to reach its speed, hence the long warm-up.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 3)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class ScriptTurnBenchmark {
  private static final String SESSION = "0x" + "ab".repeat(32);

  private static final String SCRIPT =
      """
      export const messages = { ping: {}, pong: {} };

      export async function onAppMessage(type, sessionId, data, session) {
        const { count = 0 } = session.state;
        session.state = { count: count + 1, last: data.timestamp };
        await session.send('pong', { from: client.address, replyTo: data.timestamp, text: data.text });
      }
      """;

  /** Length of the message's data, in bytes of JSON. */
  @Param({"300", "4096"})
  public int dataBytes = 300;

  private @Nullable Path folder;
  private @Nullable ScriptEngine engine;
  private @Nullable App app;
  private @Nullable AppInstance instance;
  private Input message = new Input.Started();
  private String stateJson = "null";
  private long turns;

  /**
   * Loads the script.
   *
   * @throws IOException if it cannot be written
   */
  @Setup
  public void load() throws IOException {
    Path made = Files.createTempDirectory("croupier-benchmark");
    folder = made;
    Files.writeString(made.resolve("player.js"), SCRIPT);
    ScriptEngine started = new ScriptEngine(ScriptLimits.DEFAULTS);
    engine = started;
    System.out.println("JavaScript is " + started.jsMode());
    App loaded = started.load(started.find(made, "player").orElseThrow());
    app = loaded;
    instance = loaded.start(new QuietSeat());
    String head = "{\"from\":\"" + QuietSeat.OTHER + "\",\"timestamp\":1760000000000,\"text\":\"";
    String data = head + "x".repeat(dataBytes - head.length() - 2) + "\"}";
    message = new Input.MessageReceived("ping", QuietSeat.OTHER, data, 1);
  }

  /**
   * Closes everything.
   *
   * @throws IOException if the script cannot be deleted
   */
  @TearDown
  public void close() throws IOException {
    if (instance != null && app != null && engine != null && folder != null) {
      instance.close();
      app.close();
      engine.close();
      Files.delete(folder.resolve("player.js"));
      Files.delete(folder);
    }
  }

  /**
   * The turn of the message and the short one in which the script learns that its own was sent.
   *
   * @return what came of the second
   */
  @Benchmark
  public TurnOutcome message() {
    TurnOutcome outcome = turn(message);
    stateJson = outcome.stateJson().orElse(stateJson);
    Effect.SendMessage sent =
        outcome.effects().stream()
            .filter(Effect.SendMessage.class::isInstance)
            .map(Effect.SendMessage.class::cast)
            .findFirst()
            .orElseThrow(() -> new AssertionError("the script failed: " + outcome));
    return turn(new Input.Answered(sent.callId(), new Input.CallResult.Succeeded("null")));
  }

  private TurnOutcome turn(Input input) {
    if (instance == null) {
      throw new AssertionError("not loaded");
    }
    turns++;
    SessionView session =
        new SessionView(
            SESSION,
            SessionTerms.decidedByFirst("bench", List.of(QuietSeat.SELF, QuietSeat.OTHER)),
            List.of(),
            stateJson);
    return instance.run(
        new Turn(turns, input, Optional.of(session), 1_760_000_000_000L + turns, turns));
  }
}
