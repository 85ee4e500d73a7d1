package dev.croupier.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.croupier.host.turn.AppFailure;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.TurnOutcome;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Durable state, and what stays of a turn that goes wrong. */
class StateAndErrorTest {
  private static final String HANDLER =
      "export async function onAppMessage(type, id, data, session) {\n";
  private static ScriptEngine engine;
  @TempDir Path base;
  private ScriptFolder script;

  @BeforeAll
  static void startEngine() {
    engine = new ScriptEngine(ScriptFolder.PATIENT);
  }

  @AfterAll
  static void stopEngine() {
    engine.close();
  }

  @BeforeEach
  void makeFolder() {
    script = new ScriptFolder(base, engine);
  }

  @AfterEach
  void closeInstance() {
    script.close();
  }

  @Test
  void state_startsEmpty_isStoredWhenChanged_andSurvivesARestart() {
    script.start(HANDLER + "  session.state.count = (session.state.count ?? 0) + data;\n}");

    assertThat(script.message("ping", "2").stateJson()).contains("{\"count\":2}");
    assertThat(script.message("ping", "0").stateJson()).isEmpty();
    assertThat(script.restart().message("ping", "3").stateJson()).contains("{\"count\":5}");
  }

  @Test
  void state_thatIsOnlyRead_isNotStored() {
    script.start(HANDLER + "  session.log(session.state.count);\n}");
    script.state("{ \"count\" : 1.0 }");

    TurnOutcome outcome = script.message("ping", "{}");

    assertThat(ScriptFolder.logs(outcome)).containsExactly("1");
    assertThat(outcome.stateJson()).isEmpty();
  }

  @Test
  void state_changedByTheHost_isReadAnew() {
    script.start(HANDLER + "  session.log(session.state.count);\n}");
    script.state("{\"count\":1}");
    script.message("ping", "{}");
    script.state("{\"count\":2}");

    assertThat(ScriptFolder.logs(script.message("ping", "{}"))).containsExactly("2");
  }

  @Test
  void state_readBeforeAnAwait_isStoredWhenChangedAfterIt() {
    script.start(
        HANDLER
            + """
              const { state } = session;
              if (type === 'pong') { state.pongs = (state.pongs ?? 0) + 1; return; }
              await session.send('ping', {});
              state.sent = true;
            }
            """);

    assertThat(script.message("ping", "{}").stateJson()).isEmpty();
    assertThat(script.message("pong", "{}").stateJson()).contains("{\"pongs\":1}");
    assertThat(
            script
                .in(
                    ScriptFolder.SESSION,
                    new Input.Answered(1, new Input.CallResult.Succeeded("null")))
                .stateJson())
        .contains("{\"pongs\":1,\"sent\":true}");
  }

  @Test
  void state_isReplacedByAssignment() {
    script.start(HANDLER + "  session.state = [1, { a: null, gone: undefined }];\n}");

    assertThat(script.message("ping", "{}").stateJson()).contains("[1,{\"a\":null}]");
  }

  static Stream<Arguments> notJson() {
    return Stream.of(
        argumentSet(
            "function", "() => 1", "session.state.a.b is a function, which JSON cannot hold"),
        argumentSet(
            "symbol", "Symbol('x')", "session.state.a.b is a symbol, which JSON cannot hold"),
        argumentSet("bigint", "5n", "session.state.a.b is a bigint, which JSON cannot hold"),
        argumentSet("NaN", "NaN", "session.state.a.b is NaN, which JSON cannot hold"),
        argumentSet("Infinity", "-1/0", "session.state.a.b is -Infinity, which JSON cannot hold"),
        argumentSet(
            "hole", "[1, , 2]", "session.state.a.b[1] is undefined, which JSON cannot hold"),
        argumentSet(
            "Map", "new Map()", "session.state.a.b is an instance of Map, which JSON cannot hold"),
        argumentSet(
            "Date",
            "new Date(0)",
            "session.state.a.b is an instance of Date, which JSON cannot hold"),
        argumentSet(
            "class",
            "new (class Player { x = 1 })()",
            "session.state.a.b is an instance of Player, which JSON cannot hold"),
        argumentSet(
            "symbol key",
            "{ [Symbol.iterator]: 1 }",
            "session.state.a.b has a symbol as a key, which JSON cannot hold"));
  }

  @ParameterizedTest
  @MethodSource("notJson")
  void state_thatIsNotJson_failsTheTurnNamingThePlace(String value, String message) {
    script.start(HANDLER + "  session.state.a = { b: " + value + " };\n}");

    TurnOutcome outcome = script.message("ping", "{}");

    assertThat(outcome.failure().orElseThrow().message()).isEqualTo("TypeError: " + message);
    assertThat(outcome.stateJson()).isEmpty();
  }

  @Test
  void state_thatContainsItself_failsTheTurn() {
    script.start(HANDLER + "  session.state.self = session.state;\n}");

    assertThat(script.message("ping", "{}").failure().orElseThrow().message())
        .endsWith(" contains itself or is nested deeper than 100 levels");
  }

  @Test
  void state_beyondItsLimit_failsTheTurn() {
    script.start(HANDLER + "  session.state.text = 'x'.repeat(1 << 20);\n}");

    assertThat(script.message("ping", "{}").failure().orElseThrow().message())
        .isEqualTo(
            "Error: session.state is 1048587 characters long as JSON; at most 1048576 are allowed");
  }

  @Test
  void state_changedFromAnotherTurn_failsThatTurnInsteadOfBeingLost() {
    script.start(HANDLER + "  setTimeout(() => { session.state.late = true; }, 5);\n}");
    script.message("ping", "{}");

    assertThat(script.timer("setTimeout:1").failure().orElseThrow().message())
        .isEqualTo(
            "Error: the state of session "
                + ScriptFolder.SESSION
                + " was changed outside its own turns; use session.setTimer instead of setTimeout");
  }

  @Test
  void handlerThatThrows_leavesNoTraceButItsReportAndItsLogLines() {
    script.start(
        """
        function deep() {
          throw new RangeError('three is too many');
        }
        export function onAppMessage(type, id, data, session) {
          session.state.count = data;
          if (data === 3) {
            console.log('about to fail');
            session.send('pong', {});
            setTimeout(() => {}, 1);
            deep();
          }
        }
        """);
    script.message("ping", "2");

    TurnOutcome failed = script.message("ping", "3");

    assertThat(failed.failure())
        .contains(
            new AppFailure(
                "RangeError: three is too many",
                "bot/main.js:3:9",
                "at deep (bot/main.js:3:9)\nat onAppMessage (bot/main.js:11:5)"));
    assertThat(failed.effects()).containsExactly(new Effect.Log("info", "about to fail"));
    assertThat(failed.stateJson()).isEmpty();
    assertThat(script.message("ping", "2").stateJson()).as("state is restored").isEmpty();
    assertThat(script.timer("setTimeout:1").effects()).as("the timer is gone").isEmpty();
  }

  @Test
  void asyncHandlerThatRejectsInItsTurn_isAFailure() {
    script.start(
        HANDLER + "  session.send('pong', {});\n  await null;\n  throw new Error('no');\n}");

    TurnOutcome outcome = script.message("ping", "{}");

    assertThat(outcome.failure().orElseThrow().location()).isEqualTo("bot/main.js:5:9");
    assertThat(outcome.effects()).isEmpty();
    assertThat(outcome.unhandled()).isEmpty();
  }

  @Test
  void asyncHandlerThatRejectsLater_failsTheLaterTurn() {
    script.start(
        HANDLER
            + "  await session.send('pong', {});\n  session.state.x = 1;\n  console.nothing();\n}");
    script.message("ping", "{}");

    TurnOutcome outcome =
        script.in(
            ScriptFolder.SESSION, new Input.Answered(1, new Input.CallResult.Succeeded("null")));

    assertThat(outcome.failure().orElseThrow().message())
        .isEqualTo("TypeError: console.nothing is not a function");
    assertThat(outcome.failure().orElseThrow().location()).isEqualTo("bot/main.js:5:3");
    assertThat(outcome.stateJson()).isEmpty();
  }

  @Test
  void rejectionNobodyCaught_isReportedOnceAndKeepsTheTurn() {
    script.start(
        HANDLER
            + """
              Promise.reject(new Error('forgotten'));
              client.sendMessage(id, 'bang', {});
              session.send('pong', {});
              session.state.done = true;
            }
            """);

    TurnOutcome outcome = script.message("ping", "{}");

    assertThat(outcome.failure()).isEmpty();
    assertThat(outcome.stateJson()).isPresent();
    assertThat(outcome.effects()).hasSize(1);
    assertThat(outcome.unhandled())
        .extracting(AppFailure::location)
        .containsExactly("bot/main.js:3:18", "bot/main.js:4:3");
    assertThat(script.answer(1, "null").unhandled()).isEmpty();
  }

  @Test
  void valueThatIsNoError_isReportedAtItsHandler() {
    script.start(HANDLER + "  throw 'just text';\n}");

    assertThat(script.message("ping", "{}").failure())
        .contains(
            new AppFailure(
                "thrown 'just text', which is no Error and has no place", "bot/main.js:2:8", ""));
  }

  @Test
  void hostErrors_reachScriptsAsPlainErrors() {
    script.start(
        """
        export function onStart() {
          try {
            client.prepareSession({ participants: ['0x12'], allocations: [] });
          } catch (e) {
            console.log(e instanceof Error, Object.getPrototypeOf(e) === Error.prototype, e.code, e.name);
          }
          try {
            client.prepareSession({ participants: [client.address], allocations: [], quorom: 1 });
          } catch (e) {
            console.log(e.message);
          }
        }
        """);

    assertThat(ScriptFolder.logs(script.turn(new Input.Started(), Optional.empty())))
        .containsExactly(
            "true true invalid-address Error",
            "prepareSession: unknown key \"quorom\"; known are participants, allocations, weights,"
                + " quorum, application and sessionData");
  }

  @Test
  void message_beyondItsLimit_isRefused() {
    script.start(HANDLER + "  await session.send('pong', 'x'.repeat(300000));\n}");

    assertThat(script.message("ping", "{}").failure().orElseThrow().message())
        .isEqualTo("Error: the message is 300002 characters long; at most 262144 are allowed");
  }
}
