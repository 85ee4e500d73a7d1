package dev.croupier.script;

import static org.assertj.core.api.Assertions.assertThat;
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
 * of the same instance works. What nothing in a process can stop is not here; the guide to writing
 * scripts lists it.
 */
@Timeout(120)
class HostileScriptTest {
  private static final ScriptLimits TIGHT =
      new ScriptLimits(
          Duration.ofMillis(300), Duration.ofSeconds(20), 128L << 20, 100, 20, 10_000, 10_000);

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

  static Stream<Arguments> endless() {
    return Stream.of(
        argumentSet("loop", "while (true) {}"),
        argumentSet("loop that catches", "while (true) { try { null.x; } catch {} }"),
        argumentSet(
            "loop in finally",
            "try { throw 1; } finally { for (;;) { try { continue; } finally {} } }"),
        argumentSet("regex", "/^(?=(a+)+b)\\1x$/.test('a'.repeat(40));"),
        argumentSet("regex with a back-reference", "/(a*)*\\1b/.test('a'.repeat(3000));"),
        argumentSet("microtasks", "const f = () => Promise.resolve().then(f); f();"),
        argumentSet("async loop", "(async () => { while (true) await null; })();"),
        argumentSet("comparator", "[3, 2, 1].sort(() => { for (;;); });"),
        argumentSet("proxy", "new Proxy({}, { get() { for (;;); } }).x;"),
        argumentSet("generator", "function* g() { for (;;) yield 1; } for (const x of g()) {}"),
        argumentSet("code from text", "for (;;) new Function('return ' + Math.random())();"),
        argumentSet("getter in the state", "session.state = { get x() { for (;;); } };"),
        argumentSet(
            "thrown trap", "throw { get message() { for (;;); }, get name() { for (;;); } };"),
        argumentSet(
            "error with a trap",
            "const e = new Error(); Object.defineProperty(e, 'message', { get() { for (;;); } }); throw e;"));
  }

  @ParameterizedTest
  @MethodSource("endless")
  void endlessScript_isStopped_andTheInstanceGoesOn(String attack) {
    try (ScriptFolder script = attacked(attack)) {
      TurnOutcome outcome = script.message("ping", "\"attack\"");

      assertThat(outcome.effects()).noneMatch(effect -> !(effect instanceof Effect.Log));
      if (!attack.startsWith("throw {")) {
        assertThat(outcome.failure().map(AppFailure::message))
            .hasValueSatisfying(
                text -> assertThat(text).matches("stopped after (300 ms|allocating 128 MiB.*)"));
        assertThat(outcome.failure().orElseThrow().location()).startsWith("bot/main.js:");
      }
      assertThatItGoesOn(script);
    }
  }

  static Stream<Arguments> greedy() {
    return Stream.of(
        argumentSet("array", "const a = []; for (;;) a.push(new Array(1000).fill(7));"),
        argumentSet(
            "strings",
            "let s = 'x'; const all = []; for (;;) { all.push(s + all.length); s += s.slice(0, 100000); }"),
        argumentSet("map", "const m = new Map(); for (let i = 0; ; i++) m.set(i, { i });"),
        argumentSet("kept in a global", "globalThis.kept = []; for (;;) kept.push({ a: 1 });"));
  }

  @ParameterizedTest
  @MethodSource("greedy")
  void greedyScript_isStopped_andTheInstanceGoesOn(String attack) {
    try (ScriptFolder script = attacked(attack)) {
      assertThat(script.message("ping", "\"attack\"").failure().orElseThrow().message())
          .containsAnyOf("stopped after", "RangeError", "length");
      assertThatItGoesOn(script);
    }
  }

  static Stream<Arguments> failing() {
    return Stream.of(
        argumentSet("recursion", "(function f() { f(); })();", "RangeError"),
        argumentSet("string length", "'x'.repeat(1 << 25);", "RangeError"),
        argumentSet("typed array", "new Uint8Array(2 ** 30);", "RangeError"),
        argumentSet(
            "Java", "Java.type('java.lang.System');", "ReferenceError: Java is not defined"),
        argumentSet("packages", "Packages.java.lang.System;", "ReferenceError"),
        argumentSet("polyglot", "Polyglot.eval('js', '1');", "ReferenceError"),
        argumentSet("load", "load('/etc/passwd');", "ReferenceError"),
        argumentSet("print", "print('x');", "ReferenceError"),
        argumentSet("graal", "Graal.versionGraalVM;", "ReferenceError"),
        argumentSet("require", "require('fs');", "ReferenceError"),
        argumentSet("process", "process.exit(1);", "ReferenceError"),
        argumentSet("network", "fetch('http://localhost');", "ReferenceError"),
        argumentSet("client overwritten", "client.address = '0x0';", "TypeError"),
        argumentSet("settings overwritten", "client.settings.x = 1;", "TypeError"),
        argumentSet("global overwritten", "globalThis.client = {};", "TypeError"));
  }

  @ParameterizedTest
  @MethodSource("failing")
  void attempt_failsInsideTheScript(String attack, String error) {
    try (ScriptFolder script = attacked(attack)) {
      assertThat(script.message("ping", "\"attack\"").failure().orElseThrow().message())
          .startsWith(error);
      assertThatItGoesOn(script);
    }
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
    return Stream.of(
        argumentSet("JSON", "JSON.stringify = () => '{\"forged\":1}'; JSON.parse = () => 5;"),
        argumentSet(
            "promises",
            "Promise.prototype.then = () => { throw new Error('then'); }; globalThis.Promise = null;"),
        argumentSet(
            "arrays",
            "Array.prototype[Symbol.iterator] = null; Array.prototype.push = null; Array.isArray = () => false;"),
        argumentSet("maps", "Map.prototype.get = Map.prototype.set = null; globalThis.Map = null;"),
        argumentSet(
            "functions",
            "Function.prototype.call = Function.prototype.apply = null; Reflect.apply = null;"),
        argumentSet(
            "strings",
            "String.prototype.slice = String.prototype.indexOf = () => 'forged'; RegExp.prototype.test = () => true;"),
        argumentSet(
            "objects",
            "Object.keys = () => []; Object.getPrototypeOf = null; Object.prototype.code = 'forged';"),
        argumentSet(
            "errors",
            "globalThis.Error = null; Object.defineProperty(Object.prototype, 'stack', { set() {} });"));
  }

  @ParameterizedTest
  @MethodSource("tampering")
  void tampering_doesNotChangeWhatTheHostSees(String attack) {
    try (ScriptFolder script = attacked(attack)) {
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
