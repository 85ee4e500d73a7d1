package dev.croupier.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.croupier.host.turn.TurnOutcome;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A debugger of Chrome's protocol, by hand, against a script at work. */
@Timeout(120)
class DebuggerTest {
  private static final String CODE =
      """
      export function onAppMessage(type, sessionId, data) {
        const answer = data.n + 1;
        console.log(answer);
      }
      """;

  @TempDir Path base;

  /** A connection that keeps what comes in. */
  private static final class Line implements WebSocket.Listener, AutoCloseable {
    private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;
    private int lastId;

    Line(Debugger debugger) {
      this.socket = client.newWebSocketBuilder().buildAsync(debugger.address(), this).join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      partial.append(data);
      if (last) {
        received.add(JsonMapper.shared().readTree(partial.toString()));
        partial.setLength(0);
      }
      webSocket.request(1);
      return CompletableFuture.completedFuture(null);
    }

    JsonNode ask(String method, Map<String, Object> params) throws InterruptedException {
      int id = say(method, params);
      return await(message -> message.path("id").asInt(-1) == id);
    }

    int say(String method, Map<String, Object> params) {
      int id = ++lastId;
      socket
          .sendText(
              JsonMapper.shared()
                  .writeValueAsString(Map.of("id", id, "method", method, "params", params)),
              true)
          .join();
      return id;
    }

    JsonNode await(Predicate<JsonNode> wanted) throws InterruptedException {
      while (true) {
        JsonNode message = received.poll(60, TimeUnit.SECONDS);
        assertThat(message).as("a message of the debugger").isNotNull();
        if (wanted.test(message)) {
          return message;
        }
      }
    }

    JsonNode event(String method) throws InterruptedException {
      return await(message -> message.path("method").asString("").equals(method));
    }

    @Override
    public void close() {
      socket.abort();
      client.shutdownNow();
    }
  }

  @Test
  void breakpoint_pausesTheTurn_atItsLine_withItsValues_beyondAllLimits() throws Exception {
    ScriptLimits hurried = ScriptLimits.DEFAULTS.withTurnTime(Duration.ofMillis(50));
    try (ScriptEngine engine = ScriptEngine.debugged(hurried, 0);
        ScriptFolder script = new ScriptFolder(base, engine).start(CODE);
        Line line = new Line(engine.debugger().orElseThrow());
        ExecutorService turns = Executors.newSingleThreadExecutor()) {
      line.ask("Runtime.enable", Map.of());
      line.ask("Debugger.enable", Map.of());
      line.ask(
          "Debugger.setBreakpointByUrl",
          Map.of("lineNumber", 3, "columnNumber", 0, "urlRegex", ".*/bot/main\\.js"));
      line.ask("Runtime.runIfWaitingForDebugger", Map.of());

      // The context belongs to one thread at a time, so the turn may run on any.
      var turn = turns.submit(() -> script.message("ping", "{\"n\":41}"));
      JsonNode frame = line.event("Debugger.paused").path("params").path("callFrames").path(0);
      assertThat(frame.path("location").path("lineNumber").asInt()).isEqualTo(3);
      assertThat(frame.path("functionName").asString()).isEqualTo("onAppMessage");
      JsonNode value =
          line.ask(
              "Debugger.evaluateOnCallFrame",
              Map.of("callFrameId", frame.path("callFrameId").asString(), "expression", "answer"));
      assertThat(value.path("result").path("result").path("value").asInt()).isEqualTo(42);
      // Longer than a turn may take when nobody debugs.
      assertThat(turn.isDone()).isFalse();
      line.ask("Debugger.resume", Map.of());

      TurnOutcome outcome = turn.get(60, TimeUnit.SECONDS);
      assertThat(ScriptFolder.logs(outcome)).containsExactly("42");
      assertThat(outcome.failure()).isEmpty();
    }
  }

  @Test
  void typeScript_comesWithTheAuthorsText() throws Exception {
    String code = "interface Unused { a: string }\n" + ScriptFolder.MESSAGES;
    try (ScriptEngine engine = ScriptEngine.debugged(ScriptFolder.PATIENT, 0);
        ScriptFolder script =
            new ScriptFolder(base, engine).file("bot/typed.ts", code).startExisting("bot/typed");
        Line line = new Line(engine.debugger().orElseThrow())) {
      // What is loaded already is told before the answer.
      line.say("Debugger.enable", Map.of());

      JsonNode parsed =
          line.await(
              message -> message.path("params").path("url").asString("").endsWith("/bot/typed.ts"));
      String url = parsed.path("params").path("sourceMapURL").asString();
      String map =
          new String(
              Base64.getDecoder().decode(url.substring(url.indexOf(',') + 1)),
              StandardCharsets.UTF_8);
      assertThat(JsonMapper.shared().readTree(map).path("sources").path(0).asString())
          .isEqualTo("typed.ts");
      assertThat(JsonMapper.shared().readTree(map).path("sourcesContent").path(0).asString())
          .isEqualTo(code);
      assertThat(script.started().failure()).isEmpty();
    }
  }

  @Test
  void address_isOnTheLoopback_andHasASecret() {
    try (ScriptEngine engine = ScriptEngine.debugged(ScriptFolder.PATIENT, 0)) {
      Debugger debugger = engine.debugger().orElseThrow();
      assertThat(debugger.address().toString()).matches("ws://127\\.0\\.0\\.1:[0-9]+/[0-9a-f]{32}");
      assertThat(debugger.devtools())
          .matches(
              "devtools://devtools/bundled/js_app\\.html\\?ws=127\\.0\\.0\\.1:[0-9]+/[0-9a-f]{32}");
    }
    try (ScriptEngine engine = new ScriptEngine(ScriptFolder.PATIENT)) {
      assertThat(engine.debugger()).isEmpty();
    }
  }

  @Test
  void portThatIsTaken_isSaid() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatExceptionOfType(Debugger.DebuggerException.class)
          .isThrownBy(
              () -> ScriptEngine.debugged(ScriptFolder.PATIENT, taken.getLocalPort()).close())
          .withMessageContaining("127.0.0.1:" + taken.getLocalPort());
    }
  }
}
