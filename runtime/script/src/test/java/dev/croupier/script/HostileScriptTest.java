package dev.croupier.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.croupier.host.turn.AppFailure;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.TurnOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Scripts that loop, flood, allocate or pry. Each is stopped within bounded time, and the next turn
 * of the same instance works. What nothing in a process can stop is run in workers only.
 */
@Timeout(120)
class HostileScriptTest {
  private static final ScriptLimits TIGHT =
      new ScriptLimits(
          Duration.ofMillis(300), Duration.ofSeconds(20), 128L << 20, 100, 20, 10_000, 10_000);

  /** Far more than any of them takes; a suite of tests may share two cores with others. */
  private static final Duration BOUND = Duration.ofSeconds(60);

  private static ScriptEngine engine;
  @TempDir Path base;

  @BeforeAll
  static void startEngine() {
    engine = new ScriptEngine(TIGHT);
  }

  @AfterAll
  static void stopEngine() {
    engine.close();
  }

  private static Stream<Arguments> group(String... groups) {
    return HostileScript.all()
        .filter(script -> List.of(groups).contains(script.group()))
        .map(script -> argumentSet(script.name(), script));
  }

  static Stream<Arguments> endless() {
    return group("endless", "endless-throw");
  }

  @ParameterizedTest
  @MethodSource("endless")
  void endlessScript_isStopped_andTheInstanceGoesOn(HostileScript attack) {
    try (ScriptFolder script = attacked(attack.code())) {
      TurnOutcome outcome = assertTimeout(BOUND, () -> script.message("ping", "\"attack\""));

      assertThat(outcome.effects()).noneMatch(effect -> !(effect instanceof Effect.Log));
      if (attack.group().equals("endless")) {
        assertThat(outcome.failure().map(AppFailure::message))
            .hasValueSatisfying(
                text -> assertThat(text).matches("stopped after (300 ms|allocating 128 MiB.*)"));
        assertThat(outcome.failure().orElseThrow().location()).startsWith("bot/main.js:");
      }
      assertThatItGoesOn(script);
    }
  }

  static Stream<Arguments> greedy() {
    return group("greedy");
  }

  @ParameterizedTest
  @MethodSource("greedy")
  void greedyScript_isStopped_andTheInstanceGoesOn(HostileScript attack) {
    try (ScriptFolder script = attacked(attack.code())) {
      TurnOutcome outcome = assertTimeout(BOUND, () -> script.message("ping", "\"attack\""));

      assertThat(outcome.failure().orElseThrow().message())
          .containsAnyOf("stopped after", "RangeError", "length");
      assertThatItGoesOn(script);
    }
  }

  static Stream<Arguments> failing() {
    return group("failing");
  }

  @ParameterizedTest
  @MethodSource("failing")
  void attempt_failsInsideTheScript(HostileScript attack) {
    try (ScriptFolder script = attacked(attack.code())) {
      AppFailure failure = script.message("ping", "\"attack\"").failure().orElseThrow();

      assertThat(failure.message()).startsWith(attack.error());
      assertThat(failure.location()).startsWith("bot/main.js:");
      assertThatItGoesOn(script);
    }
  }

  static Stream<Arguments> quiet() {
    return group("quiet");
  }

  @ParameterizedTest
  @MethodSource("quiet")
  void attempt_changesNothing(HostileScript attack) {
    try (ScriptFolder script = attacked(attack.code())) {
      TurnOutcome outcome = script.message("ping", "\"attack\"");

      assertThat(outcome.failure()).isEmpty();
      assertThat(outcome.effects()).noneMatch(effect -> !(effect instanceof Effect.Log));
      assertThatItGoesOn(script);
    }
  }

  @Test
  void unstoppableScripts_areThoseTheGuideLists() {
    assertThat(HostileScript.all().filter(script -> script.group().equals("unstoppable")))
        .extracting(HostileScript::name)
        .containsExactly(
            "recursion that catches its overflow",
            "text of an astronomical integer",
            "search in an array-like without end",
            "memory kept over turns");
  }

  @Test
  void files_areOutOfReach_alsoByDynamicImport() {
    try (ScriptFolder script =
        attacked(
            """
            for (const name of ['/etc/passwd', '../secret.js', 'file:///etc/passwd', './secret.json']) {
              await import(name).then(() => console.log('read', name), () => {});
            }
            """)) {
      script.file("secret.js", "export const key = 1;").file("bot/secret.json", "{}");

      TurnOutcome outcome = script.message("ping", "\"attack\"");

      assertThat(outcome.failure()).isEmpty();
      assertThat(ScriptFolder.logs(outcome)).isEmpty();
    }
  }

  @Test
  void hostObjects_areOutOfReach() {
    try (ScriptFolder script =
        attacked(
            """
            const seen = [];
            const walk = (value, depth) => {
              if (depth > 4 || value === null || (typeof value !== 'object' && typeof value !== 'function')) return;
              for (const key of Reflect.ownKeys(value)) {
                let member;
                try { member = value[key]; } catch { continue; }
                if (member !== null && typeof member === 'object' && member.getClass) seen.push(String(key));
                walk(member, depth + 1);
              }
            };
            walk(client, 0);
            walk(session, 0);
            walk(Object.getPrototypeOf(session), 0);
            console.log(seen.length, new Error('x').stack.includes('croupier:'));
            """)) {
      assertThat(ScriptFolder.logs(script.message("ping", "\"attack\"")))
          .containsExactly("0 false");
    }
  }

  static Stream<Arguments> tampering() {
    return group("tampering");
  }

  @ParameterizedTest
  @MethodSource("tampering")
  void tampering_doesNotChangeWhatTheHostSees(HostileScript attack) {
    try (ScriptFolder script = attacked(attack.code())) {
      script.message("ping", "\"attack\"");

      assertThatItGoesOn(script);
    }
  }

  @Test
  void logFlood_isCut() {
    try (ScriptFolder script = attacked("for (let i = 0; i < 1000; i++) console.log(i);")) {
      List<String> logs = ScriptFolder.logs(script.message("ping", "\"attack\""));

      assertThat(logs)
          .hasSize(21)
          .last()
          .isEqualTo("further log lines of this turn are dropped; at most 20");
    }
  }

  @Test
  void otherInstances_runWhileOneLoops() throws InterruptedException {
    try (ScriptFolder looping = attacked("while (true) {}");
        ScriptFolder other = new ScriptFolder(base.resolve("other"), engine)) {
      other.start("export function onAppMessage(t, id, data, session) { session.state.ok = 1; }");
      Thread attack = Thread.ofPlatform().start(() -> looping.message("ping", "\"attack\""));

      assertThat(other.message("ping", "{}").stateJson()).contains("{\"ok\":1}");
      attack.join();
    }
  }

  private ScriptFolder attacked(String attack) {
    return new ScriptFolder(base, engine)
        .start(
            """
            export async function onAppMessage(type, id, data, session) {
              if (data === 'attack') {
                %s
              } else {
                session.state.count = (session.state.count ?? 0) + data.count;
                await client.sendMessage(id, 'pong', { list: [1, 'two', { three: null }] });
                session.state.sent = true;
              }
            }
            """
                .formatted(attack));
  }

  /** Turns after the attack give exactly what they would have given without it. */
  private static void assertThatItGoesOn(ScriptFolder script) {
    TurnOutcome outcome = script.message("ping", "{\"count\":2}");
    assertThat(outcome.failure()).isEmpty();
    assertThat(outcome.unhandled()).isEmpty();
    assertThat(outcome.stateJson()).contains("{\"count\":2}");
    assertThat(outcome.effects())
        .singleElement()
        .isInstanceOfSatisfying(
            Effect.SendMessage.class,
            sent ->
                assertThat(sent.dataJson()).isEqualTo("{\"list\":[1,\"two\",{\"three\":null}]}"));
    long callId = ((Effect.SendMessage) outcome.effects().getFirst()).callId();
    assertThat(script.inAnswer(callId).stateJson()).contains("{\"count\":2,\"sent\":true}");
  }
}
