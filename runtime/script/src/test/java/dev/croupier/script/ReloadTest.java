package dev.croupier.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.host.engine.App;
import dev.croupier.host.engine.AppLoadException;
import dev.croupier.host.turn.AppFailure;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.TurnOutcome;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a script knows of versions, and what a host is told of a script's files. */
class ReloadTest {
  private static ScriptEngine engine;

  @TempDir Path base;
  private ScriptFolder script;

  @BeforeAll
  static void startEngine() {
    engine = new ScriptEngine(ScriptFolder.PATIENT);
  }

  @AfterAll
  static void closeEngine() {
    engine.close();
  }

  @BeforeEach
  void makeFolder() {
    script = new ScriptFolder(base, engine);
  }

  @AfterEach
  void closeScript() {
    script.close();
  }

  @Test
  void onReload_getsThePreviousVersion_andMigratesTheState() {
    script.start(
        """
        export const version = 2;
        export function onReload(previous, id, session) {
          session.state = { from: previous, count: session.state.n, id };
        }
        """);
    script.state("{\"n\":7}");

    TurnOutcome outcome = script.in(ScriptFolder.SESSION, new Input.Reloaded("1"));

    assertThat(outcome.failure()).isEmpty();
    assertThat(script.state())
        .isEqualTo("{\"from\":\"1\",\"count\":7,\"id\":\"" + ScriptFolder.SESSION + "\"}");
  }

  @Test
  void onReload_isOptional() {
    script.start("");
    assertThat(script.in(ScriptFolder.SESSION, new Input.Reloaded("1")).failure()).isEmpty();
  }

  @Test
  void version_isTheExport_elseTheHash() {
    App number = script.file("a.js", ScriptFolder.MESSAGES + "export const version = 3;").load("a");
    App text =
        script.file("b.js", ScriptFolder.MESSAGES + "export const version = '1.4';").load("b");
    App none = script.file("c.js", ScriptFolder.MESSAGES).load("c");

    assertThat(number.version()).isEqualTo("3");
    assertThat(text.version()).isEqualTo("1.4");
    assertThat(none.version()).isEqualTo(none.codeHash());
  }

  @Test
  void version_ofAnotherKind_isRefusedWithItsPlace() {
    script.file("a.js", ScriptFolder.MESSAGES + "export const version = {};");
    assertThatThrownBy(() -> script.load("a"))
        .isInstanceOfSatisfying(
            AppLoadException.class,
            e -> {
              assertThat(e.location()).isEqualTo("a.js:2:1");
              assertThat(e.reason()).contains("version must be a text");
            });
  }

  @Test
  void stateObject_readBeforeAnotherVersionChangedTheState_mustNotSwallowChanges() {
    script.start(
        """
        export async function onAppMessage(type, id, data, session) {
          const state = session.state;
          await session.send('pong', {});
          state.late = true;
        }
        """);
    script.state("{\"n\":1}");
    assertThat(script.message("ping", "{}").failure()).isEmpty();
    script.state("{\"n\":2}");

    TurnOutcome outcome = script.inAnswer(1);

    assertThat(outcome.failure().map(AppFailure::message))
        .hasValueSatisfying(message -> assertThat(message).contains("changed by another version"));
    assertThat(outcome.stateJson()).isEmpty();
    assertThat(script.message("pong", "{}").failure()).isEmpty();
  }

  @Test
  void stateReadAgainAfterAnotherVersionChangedIt_isTheNewOne() {
    script.start(
        """
        export async function onAppMessage(type, id, data, session) {
          const before = session.state.n;
          await session.send('pong', {});
          session.state.sum = before + session.state.n;
        }
        """);
    script.state("{\"n\":1}");
    script.message("ping", "{}");
    script.state("{\"n\":2}");

    assertThat(script.inAnswer(1).stateJson()).contains("{\"n\":2,\"sum\":3}");
  }

  @Test
  void stateObject_thatIsOnlyRead_isNoProblem() {
    script.start(
        """
        export async function onAppMessage(type, id, data, session) {
          const state = session.state;
          await session.send('pong', {});
          session.log('had ' + state.n);
        }
        """);
    script.state("{\"n\":1}");
    script.message("ping", "{}");
    script.state("{\"n\":2}");

    TurnOutcome outcome = script.inAnswer(1);
    assertThat(outcome.failure()).isEmpty();
    assertThat(ScriptFolder.logs(outcome)).containsExactly("had 1");
  }

  @Test
  void watched_areAllFilesOfTheApp() {
    script
        .file("bot/rules.json", "{\"a\": 1}")
        .file("bot/lib.js", "export const two = 2;")
        .file("bot/bot.schema.json", "{\"ping\": {}}")
        .file("bot/unused.js", "")
        .file(
            "bot/main.js",
            """
            import rules from './rules.json' with { type: 'json' };
            import { two } from './lib.js';
            export const messages = './bot.schema.json';
            """);
    App app = script.load("bot/main");

    assertThat(app.watched())
        .contains(
            base.resolve("bot/main.js"),
            base.resolve("bot/lib.js"),
            base.resolve("bot/rules.json"),
            base.resolve("bot/bot.schema.json"))
        .doesNotContain(base.resolve("bot/unused.js"));
    assertThat(app.fileHashes())
        .containsOnlyKeys("bot/main.js", "bot/lib.js", "bot/rules.json", "bot/bot.schema.json");
  }

  @Test
  void watched_ofBrokenCode_areAlsoTheFilesItMisses() {
    script.file("bot/main.js", "import './missing.js';\n" + ScriptFolder.MESSAGES);
    assertThatThrownBy(() -> script.load("bot/main"))
        .isInstanceOfSatisfying(
            AppLoadException.class,
            e ->
                assertThat(e.watched())
                    .contains(base.resolve("bot/main.js"), base.resolve("bot/missing.js")));
    script.file("bot/broken.ts", "const x: = 3;\nexport const messages = {};");
    assertThatThrownBy(() -> script.load("bot/broken"))
        .isInstanceOfSatisfying(
            AppLoadException.class,
            e -> assertThat(e.watched()).contains(base.resolve("bot/broken.ts")));
  }

  @Test
  void fileHashes_changeWithTheFile() {
    script.file("bot/lib.js", "export const two = 2;");
    script.file("bot/main.js", "import './lib.js';\n" + ScriptFolder.MESSAGES);
    App before = script.load("bot/main");
    script.file("bot/lib.js", "export const two = 3;");
    App after = script.load("bot/main");

    assertThat(after.codeHash()).isNotEqualTo(before.codeHash());
    assertThat(Optional.ofNullable(after.fileHashes().get("bot/main.js")))
        .isEqualTo(Optional.ofNullable(before.fileHashes().get("bot/main.js")));
    assertThat(after.fileHashes().get("bot/lib.js"))
        .isNotEqualTo(before.fileHashes().get("bot/lib.js"));
  }

  @Test
  void globals_areEachInstancesOwn_alsoThoseOfTheFirst() {
    script.start("let starts = 0;\nexport const onStart = () => console.log(++starts);");

    assertThat(ScriptFolder.logs(script.started())).containsExactly("1");
    assertThat(ScriptFolder.logs(script.restart().started())).containsExactly("1");
  }
}
