package dev.croupier.testkit.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.script.ScriptEngine;
import dev.croupier.script.ScriptLimits;
import dev.croupier.testkit.script.TestResult.Problem;
import dev.croupier.testkit.script.TestResult.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptTestsTest {

  private static final ScriptEngine ENGINE = new ScriptEngine(ScriptLimits.DEFAULTS);

  private static final String APP =
      """
      export const messages = { ask: { type: 'object' }, answer: { type: 'object' } };
      export const onSessionInvite = () => true;
      export async function onAppMessage(type, sessionId, data, session) {
        if (type === 'ask' && data.n < 0) {
          throw new RangeError('too small');
        }
        if (type === 'ask') {
          session.state.asked = (session.state.asked ?? 0) + 1;
          await session.send('answer', { n: data.n });
        }
      }
      """;

  private static final String SEATS =
      "{ seats: { echo: { app: './echo.js', invites: 'always' }, anna: {} } }";

  @TempDir private Path folder;
  private final List<String> printed = new ArrayList<>();

  @AfterAll
  static void end() {
    ENGINE.close();
  }

  private List<TestResult> run(String name, String text) throws IOException {
    Path app = Files.createDirectories(folder.resolve("apps"));
    Files.writeString(app.resolve("echo.js"), APP);
    Path file = Files.writeString(app.resolve(name), text);
    return new ScriptTests(ENGINE, folder, 1, System::nanoTime, printed::add).run(file, each -> {});
  }

  private List<TestResult> run(String tests) throws IOException {
    return run("echo.test.js", "import { test, table, expect } from 'croupier:test';\n" + tests);
  }

  private Problem problem(String tests) throws IOException {
    List<TestResult> results = run(tests);
    assertThat(results).hasSize(1);
    assertThat(results.getFirst().status()).isEqualTo(Status.FAILED);
    return results.getFirst().problem().orElseThrow();
  }

  @Test
  void passingTest_isToldWithItsNameAndPlace() throws IOException {
    List<TestResult> results =
        run(
            """
            test('answers', () => {
              const game = table(%s);
              game.puppet('anna').create({ anna: '0', echo: '0' });
              game.puppet('anna').send('ask', { n: 1 });
              game.run();
              console.log('heard', game.puppet('anna').messages('answer').map(({ data }) => data));
              expect(game.messages('anna', 'answer')).toMatchObject([{ from: 'echo', data: { n: 1 } }]);
              expect(game.state('echo')).toEqual({ asked: 1 });
            });
            """
                .formatted(SEATS));

    assertThat(results).hasSize(1);
    TestResult result = results.getFirst();
    assertThat(result.problem()).isEmpty();
    assertThat(result.status()).isEqualTo(Status.PASSED);
    assertThat(result.name()).isEqualTo("answers");
    assertThat(result.place()).startsWith("apps/echo.test.js:2:");
    assertThat(printed).containsExactly("heard [{\"n\":1}]");
  }

  @Test
  void expectationThatDoesNotHold_isToldWithItsLine_andBothValues() throws IOException {
    Problem problem = problem("test('counts', () => {\n  expect([1, 2]).toHaveLength(3);\n});\n");

    assertThat(problem.message()).isEqualTo("AssertionError: expect(…).toHaveLength(3)");
    assertThat(problem.place()).startsWith("apps/echo.test.js:3:");
    assertThat(problem.expected()).contains("3");
    assertThat(problem.actual()).contains("2, in [1,2]");
  }

  @Test
  void errorOfAnApp_failsATestThatDoesNotAskForIt_withTheAppsLine() throws IOException {
    String provoke =
        """
        test('%s', () => {
          const game = table(%s);
          game.puppet('anna').create({ anna: '0', echo: '0' });
          game.puppet('anna').send('ask', { n: -1 });
          game.run();
          %s
        });
        """;
    Problem problem = problem(provoke.formatted("fails", SEATS, ""));
    assertThat(problem.message()).contains("echo at apps/echo.js:5:", "RangeError: too small");
    assertThat(problem.transcript()).contains("<- ask {\"n\":-1} from anna");

    assertThat(
            run(
                provoke.formatted(
                    "asks", SEATS, "expect(game.failures()[0]).toMatch('too small');")))
        .extracting(TestResult::status)
        .containsExactly(Status.PASSED);
  }

  @Test
  void callThatCannotWork_isToldAtTheLineOfTheTest() throws IOException {
    Problem problem =
        problem("test('asks', () => {\n  table(" + SEATS + ").state('bert', '0x01');\n});\n");

    assertThat(problem.message()).isEqualTo("Error: there is no seat bert, only [echo]");
    assertThat(problem.place()).startsWith("apps/echo.test.js:3:");
  }

  @Test
  void unknownOption_isRefusedWithTheKnownOnes() throws IOException {
    assertThat(problem("test('x', () => table({ seats: { a: { ap: './echo.js' } } }));").message())
        .startsWith("Error: seat a has no option ap; known are allowance, app, ");
    assertThat(problem("test('x', () => table({}));").message()).contains("table needs seats");
  }

  @Test
  void brokenApp_isToldWithItsPlace() throws IOException {
    Files.createDirectories(folder.resolve("apps"));
    Files.writeString(folder.resolve("apps/broken.js"), "export const messages = {;\n");
    assertThat(
            problem("test('x', () => table({ seats: { a: { app: './broken.js' } } }));").message())
        .contains("apps/broken.js:1:");
  }

  @Test
  void brokenTestFile_isOneFailure_withItsPlace() throws IOException {
    assertThat(problem("test('x', () => {").message()).contains("apps/echo.test.js:");
    assertThat(problem("import './missing.js';").message()).contains("missing.js");
    assertThat(problem("throw new Error('at the top');").message()).contains("at the top");
    assertThat(problem("").message()).contains("has no tests");
  }

  @Test
  void asynchronousTests_areAwaited_andNeverWaitedForInVain() throws IOException {
    List<TestResult> results =
        run(
            """
            test('good', async () => { await null; expect(1).toBe(1); });
            test('bad', async () => { await null; expect(1).toBe(2); });
            test('stuck', () => new Promise(() => {}));
            """);

    assertThat(results)
        .extracting(TestResult::status)
        .containsExactly(Status.PASSED, Status.FAILED, Status.FAILED);
    assertThat(results.get(1).problem().orElseThrow().place()).startsWith("apps/echo.test.js:3:");
    assertThat(results.get(2).problem().orElseThrow().message()).contains("never ends");
  }

  @Test
  void skipAndOnly_leaveTestsOut() throws IOException {
    assertThat(run("test.skip('a', () => { throw 1; });\ntest('b', () => {});"))
        .extracting(TestResult::status)
        .containsExactly(Status.SKIPPED, Status.PASSED);
    assertThat(run("test('a', () => { throw 1; });\ntest.only('b', () => {});"))
        .extracting(TestResult::status)
        .containsExactly(Status.SKIPPED, Status.PASSED);
  }

  @Test
  void typeScript_runsWithItsOwnLines() throws IOException {
    List<TestResult> results =
        run(
            "echo.test.ts",
            """
            import { test, expect } from 'croupier:test';

            interface Wanted { n: number }

            test('typed', () => {
              const wanted: Wanted = { n: 1 };
              expect(wanted.n).toBe(2);
            });
            """);

    assertThat(results.getFirst().problem().orElseThrow().place())
        .startsWith("apps/echo.test.ts:7:");
  }

  @Test
  void expectations_holdOrNot() throws IOException {
    assertThat(
            run(
                """
                test('all', () => {
                  expect(1).toBe(1);
                  expect(1).not.toBe(2);
                  expect({ a: [1, { b: 2 }] }).toEqual({ a: [1, { b: 2 }] });
                  expect({ a: 1 }).not.toEqual({ a: 1, b: 2 });
                  expect([]).not.toEqual({});
                  expect({ a: 1, b: 2 }).toMatchObject({ b: 2 });
                  expect('abc').toContain('b');
                  expect([{ a: 1 }]).toContain({ a: 1 });
                  expect('abc').toMatch(/^a.c$/);
                  expect(2).toBeGreaterThan(1);
                  expect(1).toBeLessThan(2);
                  expect(undefined).toBeUndefined();
                  expect(null).toBeNull();
                  expect(0).toBeFalsy();
                  expect('x').toBeTruthy();
                  expect(0).toBeDefined();
                  expect(() => { throw new Error('so'); }).toThrow('so');
                  expect(() => {}).not.toThrow();
                });
                """))
        .allSatisfy(result -> assertThat(result.problem()).isEmpty());
  }

  @Test
  void declarations_nameWhatTheModuleExports() throws IOException {
    String declared = ScriptTests.declarations();
    assertThat(
            run(
                """
                import * as everything from 'croupier:test';
                test('names', () => {
                  const game = table(%s);
                  console.log(Object.keys(everything).join());
                  console.log(Object.getOwnPropertyNames(Object.getPrototypeOf(game)).join());
                  console.log(Object.getOwnPropertyNames(Object.getPrototypeOf(game.puppet('anna'))).join());
                  console.log(Object.keys(expect(1).not).join());
                });
                """
                    .formatted(SEATS)))
        .allSatisfy(result -> assertThat(result.problem()).isEmpty());
    assertThat(printed).hasSize(4);
    for (String line : printed) {
      for (String name : line.split(",")) {
        if (!name.equals("constructor")) {
          assertThat(declared).containsPattern("\\b" + name + "\\b");
        }
      }
    }
  }
}
