package dev.croupier.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.croupier.host.engine.App;
import dev.croupier.host.engine.AppLoadException;
import dev.croupier.host.engine.AppSource;
import dev.croupier.host.turn.TurnOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Finding and loading scripts, and the place of every mistake in them. */
class LoadTest {
  private static ScriptEngine engine;
  @TempDir Path base;
  private ScriptFolder script;

  @BeforeAll
  static void startEngine() {
    engine =
        new ScriptEngine(
            new ScriptLimits(
                Duration.ofMinutes(1), Duration.ofSeconds(2), 256L << 20, 10, 10, 1_000, 1_000));
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

  static Stream<Arguments> mistakes() {
    String ok = "export const messages = {};\n";
    return Stream.of(
        argumentSet(
            "syntax error",
            ok + "export function onStart( {\n  return 1;\n}",
            "bot/main.js:3:10",
            "SyntaxError: Expected : but found 1"),
        argumentSet(
            "throwing top level",
            ok + "function boom() {\n  throw new Error('no luck');\n}\nboom();",
            "bot/main.js:3:9",
            "Error: no luck"),
        argumentSet(
            "throwing top level after await",
            ok + "await null;\nnull.x;",
            "bot/main.js:3:1",
            "TypeError: Cannot read property 'x' of null"),
        argumentSet(
            "top level that never ends",
            ok + "await new Promise(() => {});",
            "bot/main.js",
            "the top level never ends: it awaits what cannot happen while loading"),
        argumentSet(
            "top level that loops",
            ok + "while (true) {}",
            "bot/main.js",
            "the top level was stopped after 2000 ms"),
        argumentSet(
            "missing import",
            ok + "import { x } from './nowhere.js';",
            "bot/main.js:2:14",
            "the imported file ./nowhere.js does not exist"),
        argumentSet(
            "import that leads outside",
            ok + "import { x } from '../outside.js';",
            "bot/main.js:2:14",
            "the imported file ../outside.js leads out of the app's folder bot"),
        argumentSet(
            "bare import",
            ok + "import fs from 'fs';",
            "bot/main.js:2:11",
            "fs cannot be imported; only files of the app can, as './fs.js'"),
        argumentSet(
            "missing export",
            ok + "import {\n  there, gone } from './lib.js';",
            "bot/main.js:3:10",
            "./lib.js has no export named gone"),
        argumentSet(
            "syntax error in an import",
            ok + "import './broken.js';",
            "bot/broken.js:1:9",
            "SyntaxError: Expected an operand but found ;"),
        argumentSet(
            "JSON without its type",
            ok + "import rules from './rules.json';",
            "bot/main.js:2:14",
            "a JSON file is imported with { type: 'json' }: import rules from './rules.json' with {"
                + " type: 'json' }"),
        argumentSet(
            "client at the top level",
            ok + "const me = client.address;",
            "bot/main.js:2:12",
            "Error: client.address cannot be used while the module loads; use it from onStart on"),
        argumentSet(
            "time at the top level",
            ok + "const at = Date.now();",
            "bot/main.js:2:12",
            "Error: the time cannot be used while the module loads; use it from onStart on"),
        argumentSet(
            "no messages",
            "export function onStart() {}",
            "bot/main.js",
            "the export messages is missing; write export const messages = './my.schema.json'"),
        argumentSet(
            "misspelled handler",
            ok + "export const x = 1;\nexport async function onAppMesage() {}",
            "bot/main.js:3:1",
            "the export onAppMesage is no handler; did you mean onAppMessage?"),
        argumentSet(
            "handler that does not exist",
            ok + "export const onMoonrise = () => {};",
            "bot/main.js:2:1",
            "the export onMoonrise is no handler; handlers are onStart, onSessionInvite,"),
        argumentSet(
            "schema file that is no JSON",
            "export const messages = './broken.json';",
            "bot/broken.json:3:1",
            "no JSON: "),
        argumentSet(
            "messages of a wrong kind",
            "\nexport const messages = 5;",
            "bot/main.js:2:1",
            "the export messages must be a path or an object of JSON Schemas"),
        argumentSet(
            "messages that are not JSON",
            "export const messages = { ping: () => {} };",
            "bot/main.js",
            "TypeError: messages.ping is a function, which JSON cannot hold"),
        argumentSet(
            "missing schema file",
            "export const messages = './gone.json';",
            "bot/main.js:1:1",
            "the schema file ./gone.json does not exist"),
        argumentSet(
            "schema file outside",
            "export const messages = '../../etc/passwd';",
            "bot/main.js:1:1",
            "the schema file ../../etc/passwd leads out of the app's folder bot"),
        argumentSet(
            "schema file that is no object",
            "export const messages = './list.json';",
            "bot/main.js:1:1",
            "the schema file ./list.json is no JSON object"),
        argumentSet(
            "handler that is no function",
            ok + "export const onStart = 5;",
            "bot/main.js:2:1",
            "the export onStart must be a function"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void load_namesPlaceAndReason(String code, String location, String reason) {
    script
        .file("bot/main.js", code)
        .file("bot/lib.js", "export const there = 1;")
        .file("bot/broken.js", "let x = ;")
        .file("bot/rules.json", "{}")
        .file("bot/broken.json", "{\n  \"ping\": {},\n}")
        .file("bot/list.json", "[1]")
        .file("outside.js", "export const x = 1;");

    assertThatExceptionOfType(AppLoadException.class)
        .isThrownBy(() -> script.load("bot/main"))
        .satisfies(
            e -> {
              assertThat(e.location()).isEqualTo(location);
              assertThat(e.getMessage())
                  .startsWith("app bot/main cannot be loaded: " + e.location() + ": " + reason);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"bot/main", "bot/main.js", "./bot/main"})
  void find_takesAFileWithOrWithoutExtension(String reference) {
    script.file("bot/main.js", ScriptFolder.MESSAGES);

    assertThat(engine.find(base, reference))
        .contains(new AppSource(reference, "script", base.resolve("bot/main.js"), ""));
  }

  @Test
  void find_takesTheIndexOfAFolder() {
    script.file("bot/index.mjs", ScriptFolder.MESSAGES + "throw new Error('x')");

    assertThat(engine.find(base, "bot"))
        .contains(new AppSource("bot", "script", base.resolve("bot/index.mjs"), ""));
    assertThatExceptionOfType(AppLoadException.class)
        .isThrownBy(() -> script.load("bot"))
        .satisfies(e -> assertThat(e.location()).isEqualTo("bot/index.mjs:2:7"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bot", "bot/other", "bot/main#x", "bot/main.txt", ".", "\0"})
  void find_seesNothingElse(String reference) {
    script
        .file("bot/main.js", ScriptFolder.MESSAGES)
        .file("bot/main.txt", "")
        .file("bot/x.d.ts", "");

    assertThat(engine.find(base, reference)).isEmpty();
  }

  @Test
  void modules_importOneAnotherAndJson() {
    script
        .file(
            "bot/lib/rules.js",
            "import r from '../rules.json' with { type: 'json' };\nexport const hi = r.hi;")
        .file("bot/rules.json", "{\"hi\":\"hello\"}")
        .start(
            "import { hi } from './lib/rules.js';\nexport const onStart = () => console.log(hi);");

    assertThat(ScriptFolder.logs(script.started())).containsExactly("hello");
  }

  @Test
  void link_insideTheFolderToAFileOutside_isRefused() throws IOException {
    script
        .file("secret.js", "export const key = 1;")
        .file("bot/main.js", ScriptFolder.MESSAGES + "import { key } from './link.js';");
    Files.createSymbolicLink(base.resolve("bot/link.js"), base.resolve("secret.js"));

    assertThatExceptionOfType(AppLoadException.class)
        .isThrownBy(() -> script.load("bot/main"))
        .withMessageEndingWith(
            "bot/main.js:2:16: the imported file ./link.js is a link that leads out of the app's folder bot");
  }

  @Test
  void folderThatIsALinkItself_isTheAppsFolder() throws IOException {
    script
        .file("real/main.js", ScriptFolder.MESSAGES + "import './other.js';")
        .file("real/other.js", "");
    Files.createSymbolicLink(base.resolve("bot"), base.resolve("real"));

    assertThat(script.load("bot/main").name()).isEqualTo("main.js");
  }

  @Test
  void codeHash_changesWithCodeSchemaAndImports_andWithNothingElse() {
    script
        .file("bot/main.js", "import './lib.js';\nexport const messages = './m.json';")
        .file("bot/lib.js", "1;")
        .file("bot/m.json", "{}")
        .file("bot/other.js", "");
    String before = hash();

    assertThat(before).matches("[0-9a-f]{64}");
    script.file("bot/other.js", "2;");
    assertThat(hash()).isEqualTo(before);
    for (String name : List.of("bot/main.js", "bot/lib.js", "bot/m.json")) {
      String text = read(name);
      script.file(name, text + " ");
      assertThat(hash()).as(name).isNotEqualTo(before);
      script.file(name, text);
      assertThat(hash()).isEqualTo(before);
    }
  }

  @Test
  void instance_runsTheCodeThatWasLoaded_whateverHappensToTheFiles() {
    script.file("bot/lib.js", "export const version = 1;");
    script.start(
        "import { version } from './lib.js';\nexport const onStart = () => console.log(version);");
    script.file("bot/lib.js", "export const version = 2;");

    assertThat(ScriptFolder.logs(script.restart().started())).containsExactly("1");
  }

  @Test
  void dynamicImport_reachesLoadedModulesOnly() {
    script.file("bot/lib.js", "export const x = 1;").file("bot/late.js", "export const x = 2;");
    script.start(
        """
        import './lib.js';
        export async function onStart() {
          console.log((await import('./lib.js')).x);
          await import('./late.js').catch(e => console.log('refused'));
        }
        """);

    assertThat(ScriptFolder.logs(script.started())).containsExactly("1", "refused");
  }

  @Test
  void typeScript_runsAsItIs_withTheAuthorsLines() {
    script.file(
        "bot/main.ts",
        """
        import { double, type Count } from './lib';
        interface Ping { from: string; timestamp: number }
        type Handler = (type: string) => void;

        export const messages = { ping: {} } as const;
        enum Mode { On, Off }

        export function onAppMessage(type: string, sessionId: string, data: Ping, session: any): void {
          const count: Count = double(data.timestamp as number);
          if (count > 10) {
            throw new Error(`too many: ${count!}, ${Mode[0]}`);
          }
          console.log(count satisfies number);
        }
        """);
    script.file(
        "bot/lib.ts",
        "export type Count = number;\nexport const double = (n: Count): Count => n * 2;");
    script.startExisting("bot/main");

    assertThat(ScriptFolder.logs(script.message("ping", "{\"timestamp\":4}"))).containsExactly("8");
    TurnOutcome outcome = script.message("ping", "{\"timestamp\":6}");
    assertThat(outcome.failure().orElseThrow().message()).isEqualTo("Error: too many: 12, On");
    assertThat(outcome.failure().orElseThrow().location()).isEqualTo("bot/main.ts:11:11");
  }

  @Test
  void typeScript_thatDoesNotParse_isReportedWithItsPlace() {
    script.file("bot/main.ts", "export const messages = {};\nlet x: = 5;\n");

    assertThatExceptionOfType(AppLoadException.class)
        .isThrownBy(() -> script.load("bot/main"))
        .satisfies(e -> assertThat(e.location()).isEqualTo("bot/main.ts:2:8"))
        .withMessageContaining("SyntaxError: ");
  }

  @Test
  void jsMode_tellsHowCodeRuns() {
    assertThat(engine.jsMode()).isIn("compiled", "interpreted");
  }

  private String hash() {
    try (App app = script.load("bot/main")) {
      return app.codeHash();
    }
  }

  private String read(String name) {
    try {
      return Files.readString(base.resolve(name));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
