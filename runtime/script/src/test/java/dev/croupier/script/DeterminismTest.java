package dev.croupier.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.host.turn.TurnOutcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Time and randomness come from the turn, so the same turns give the same outcomes. */
class DeterminismTest {
  private static final String CODE =
      """
      let kept = [];
      export async function onAppMessage(type, id, data, session) {
        kept.push(crypto.randomUUID(), Math.random(), session.random());
        const bytes = crypto.getRandomValues(new Uint8Array(20));
        const words = crypto.getRandomValues(new Uint32Array(2));
        session.state.log = [...(session.state.log ?? []), kept.at(-1), bytes[3], words[1], Date.now(),
          new Date().toISOString(), Date(), session.now(), new Intl.DateTimeFormat('de').format(),
          new Date().toLocaleString()];
        setTimeout(() => console.log(kept.length, Math.random()), 10 * Math.random());
        await session.send('pong', { id: crypto.randomUUID() });
        console.log(Math.random(), new Date());
      }
      """;

  private static ScriptEngine engine;
  @TempDir Path base;

  @BeforeAll
  static void startEngine() {
    engine = new ScriptEngine(ScriptFolder.PATIENT);
  }

  @AfterAll
  static void stopEngine() {
    engine.close();
  }

  @Test
  void sameTurnsTwice_giveEqualOutcomes() {
    List<TurnOutcome> first = play();

    assertThat(play()).isEqualTo(first);
    assertThat(first).allSatisfy(outcome -> assertThat(outcome.failure()).isEmpty());
    assertThat(first.get(0)).isNotEqualTo(first.get(1));
  }

  private List<TurnOutcome> play() {
    List<TurnOutcome> outcomes = new ArrayList<>();
    try (ScriptFolder script = new ScriptFolder(base, engine).start(CODE)) {
      for (int i = 0; i < 5; i++) {
        script.timeMs += 1_234;
        outcomes.add(script.message("ping", "{}"));
        outcomes.add(script.answer(i + 1, "null"));
        outcomes.add(script.timer("setTimeout:" + (i + 1)));
      }
    }
    return outcomes;
  }

  @Test
  void time_standsStillWithinATurn() {
    try (ScriptFolder script =
        new ScriptFolder(base, engine)
            .start(
                """
                export function onStart() {
                  const before = Date.now();
                  for (let i = 0; i < 1e5; i++);
                  console.log(before, Date.now() - before, new Date().getTime(), new Date(5).getTime(),
                      new Date() instanceof Date, new Date().constructor === Date, Date.UTC(1970, 0),
                      new (class Day extends Date {})().getTime(), typeof Date(), new Date(2020, 1).getMonth());
                }
                """)) {
      assertThat(ScriptFolder.logs(script.started()))
          .containsExactly("1000 0 1000 5 true true 0 1000 string 1");
    }
  }

  @Test
  void random_isUniformAndInRange() {
    try (ScriptFolder script =
        new ScriptFolder(base, engine)
            .start(
                """
                export function onStart() {
                  const counts = [0, 0, 0, 0];
                  let bad = 0;
                  for (let i = 0; i < 4000; i++) {
                    const x = Math.random();
                    if (!(x >= 0 && x < 1)) bad++;
                    counts[Math.floor(x * 4)]++;
                  }
                  console.log(bad, counts.every(c => c > 850 && c < 1150));
                }
                """)) {
      assertThat(ScriptFolder.logs(script.started())).containsExactly("0 true");
    }
  }

  @Test
  void cryptoHelpers_hashAndCheckAddresses() {
    try (ScriptFolder script =
        new ScriptFolder(base, engine)
            .start(
                """
                export function onStart() {
                  console.log(crypto.keccak256(''));
                  console.log(crypto.keccak256(new TextEncoder().encode('é')) === crypto.keccak256('é'));
                  console.log(crypto.toChecksumAddress(client.address.toLowerCase()));
                  console.log(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(crypto.randomUUID()));
                  try { crypto.toChecksumAddress('0x1'); } catch (e) { console.log(e.code); }
                }
                """)) {
      assertThat(ScriptFolder.logs(script.started()))
          .containsExactly(
              "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470",
              "true",
              FakeSeat.SELF,
              "true",
              "invalid-address");
    }
  }

  @Test
  void commonGlobals_areThere() {
    try (ScriptFolder script =
        new ScriptFolder(base, engine)
            .start(
                """
                export function onStart() {
                  const source = { list: [1, { a: new Date(0) }], map: new Map([[1, new Set([2])]]), bytes: new Uint8Array([1, 2]) };
                  source.self = source;
                  const copy = structuredClone(source);
                  console.log(copy !== source, copy.self === copy, copy.list[1].a.getTime(), copy.map.get(1).has(2), copy.bytes);
                  try { structuredClone(() => 1); } catch (e) { console.log(e.name); }
                  queueMicrotask(() => console.log('micro', new TextDecoder().decode(new TextEncoder().encode('ü'))));
                  console.log({ text: 'x', nested: { deep: { deeper: { deepest: { more: 1 } } } }, f: onStart, n: 1n, e: new TypeError('t') }, copy.map, undefined, null);
                  console.warn(source.self);
                }
                """)) {
      assertThat(ScriptFolder.logs(script.started()))
          .containsExactly(
              "true true 0 true [1, 2]",
              "DataCloneError",
              "{text: \"x\", nested: {deep: {deeper: {deepest: {…}}}}, f: [function onStart], n: 1n, e: TypeError: t} Map {1 => Set {2}} undefined null",
              "{list: [1, {a: 1970-01-01T00:00:00.000Z}], map: Map {1 => Set {2}}, bytes: [1, 2], self: [circular]}",
              "micro ü");
    }
  }
}
