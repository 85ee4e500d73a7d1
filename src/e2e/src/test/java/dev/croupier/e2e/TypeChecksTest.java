package dev.croupier.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.croupier.app.MessageTypes;
import dev.croupier.host.message.MessageSchemas;
import dev.croupier.script.types.AppTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The real TypeScript compilers take what Croupier writes, and see the mistakes it should show. */
class TypeChecksTest {
  private static final int SKIPPED = 77;
  private static final int SCHEMAS = 60;
  private static final int VALUES = 12;

  private static final String PROJECT =
      """
      { "compilerOptions": { "allowJs": true, "checkJs": true, "strict": true, "noImplicitAny": %s, "noEmit": true,
          "target": "es2023", "lib": ["es2023"], "types": [], "module": "esnext", "moduleResolution": "bundler",
          "resolveJsonModule": true, "allowImportingTsExtensions": true },
        "include": ["*.js", "*.ts", "types/*.d.ts"] }
      """;

  @TempDir private Path folder;

  /** What both compilers say of a project; empty if nothing. */
  private String tsc(Path project) throws Exception {
    return tsc(project, "typescript-5 typescript-7");
  }

  private String tsc(Path project, String compilers) throws Exception {
    Path output = Files.createTempFile(folder, "tsc", ".txt");
    ProcessBuilder command =
        new ProcessBuilder(
                Project.file("src/type-checks/tsc.sh").toString(), "-p", project.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    command.environment().put("COMPILERS", compilers);
    Process process = command.start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("tsc ends").isTrue();
    assumeTrue(process.exitValue() != SKIPPED, () -> "no Node.js here");
    String said = Files.readString(output);
    return process.exitValue() == 0 ? said : said + "\nexit code " + process.exitValue();
  }

  private void croupier(Path where, String... arguments) throws Exception {
    try (Launched command = Launched.croupier(where, arguments)) {
      assertThat(command.exitCode()).as(() -> story(command)).isZero();
    }
  }

  private static String story(Launched command) {
    try {
      return command.output() + command.errors();
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void newScriptInTypeScript_isTaken_andRuns() throws Exception {
    newScript_isTaken_andRuns("--ts");
  }

  @Test
  @Tag("long")
  void newScriptInJavaScript_isTaken_andRuns() throws Exception {
    newScript_isTaken_andRuns("--js");
  }

  private void newScript_isTaken_andRuns(String language) throws Exception {
    croupier(folder, "new", "odd-one", language);
    Path app = folder.resolve("odd-one");

    croupier(app, "check");
    croupier(app, "types", "--check");
    try (Launched run = Launched.croupier(app, "run")) {
      assertThat(run.exitCode()).as(() -> story(run)).isZero();
      assertThat(run.output()).contains("Done: 1 session settled.").doesNotContain("✗");
    }
    assertThat(tsc(app.resolve(language.substring(2) + "config.json"))).isEmpty();
  }

  @Test
  void newPlugin_builds_andRuns() throws Exception {
    croupier(folder, "new", "odd-one", "--java");
    Path app = folder.resolve("odd-one");
    Path output = Files.createTempFile(folder, "mvn", ".txt");
    ProcessBuilder maven =
        new ProcessBuilder("mvn", "-B", "-q", "package")
            .directory(app.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process build = maven.start();
    assertThat(build.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(build.exitValue()).as(Files.readString(output)).isZero();

    try (Launched run = Launched.croupier(app, "run")) {
      assertThat(run.exitCode()).as(() -> story(run)).isZero();
      assertThat(run.output()).contains("Done: 1 session settled.").doesNotContain("✗");
    }
  }

  static Stream<String> examples() throws IOException {
    try (Stream<Path> folders = Files.list(Project.file("scripts"))) {
      return folders
          .filter(Files::isDirectory)
          .map(example -> String.valueOf(example.getFileName()))
          .sorted()
          .toList()
          .stream();
    }
  }

  /** Scripts with message types, as {@code croupier types} wants them. */
  private static List<String> apps(Path folder) throws IOException {
    List<String> apps = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = String.valueOf(file.getFileName());
        if (name.matches("[^.]+\\.(js|ts)")
            && Files.readString(file).contains("export const messages")) {
          apps.add(name);
        }
      }
    }
    return apps;
  }

  @ParameterizedTest
  @Tag("long")
  @MethodSource
  void examples(String name) throws Exception {
    Path copy = folder.resolve(name);
    Project.copyFolder(Project.file("scripts/" + name), copy);
    List<String> command = new ArrayList<>(List.of("types"));
    command.addAll(apps(copy));
    croupier(copy, command.toArray(String[]::new));
    // The examples show plain JavaScript; their parameters have no types.
    Files.writeString(copy.resolve("jsconfig.json"), PROJECT.formatted(false));

    assertThat(tsc(copy.resolve("jsconfig.json"), "typescript-7")).isEmpty();
  }

  @Test
  void mistakes_areSeen() throws Exception {
    lay("pingPong", Project.text("schemas/ping-pong.schema.json"));
    Files.writeString(
        folder.resolve("app.js"),
        """
        /** @type {import('./types/pingPong').OnAppMessage<{ count: number }>} */
        export const onAppMessage = async (type, sessionId, data, session) => {
          if (type === 'ping') {
            data.timestamp.toFixed();
            // @ts-expect-error of a pong
            data.replyTo;
            // @ts-expect-error a slip
            data.timestmap;
            // @ts-expect-error a text
            data.timestamp.length;
          }
          // @ts-expect-error no such type
          if (type === 'pang') return;
          await session.send('pong', { from: client.address, replyTo: 1 });
          // @ts-expect-error a field is missing
          await session.send('pong', { from: client.address });
          // @ts-expect-error a field too many
          await client.sendMessage(sessionId, 'pong', { from: client.address, replyTo: 1, more: 1 });
          // @ts-expect-error no such type
          await client.sendMessage(sessionId, 'pang', {});
          session.state.count++;
          // @ts-expect-error not in the state
          session.state.total;
          // @ts-expect-error read-only
          session.sender = 'me';
          // @ts-expect-error a fraction is no amount, but an object is none at all
          await session.close([{ participant: session.sender, asset: 'usdc', amount: {} }]);
          // @ts-expect-error no Node.js
          process.exit();
          // @ts-expect-error no DOM
          document.title;
        };
        """);

    assertThat(tsc(folder.resolve("tsconfig.json"))).isEmpty();
  }

  @Test
  @Tag("long")
  void randomSchemas_areTaken_withTheValuesTheyTake() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    RandomSchemas schemas = new RandomSchemas(random);
    Files.createDirectories(folder.resolve("types"));
    Files.writeString(folder.resolve("types/croupier.d.ts"), AppTypes.host("test"));
    Files.writeString(folder.resolve("tsconfig.json"), PROJECT.formatted(true));
    int taken = 0;
    for (int i = 0; i < SCHEMAS; i++) {
      ObjectNode document = schemas.document();
      MessageTypes messages = new MessageTypes("random */ " + i, document.toString());
      StringBuilder text = new StringBuilder(AppTypes.app("odd app " + i, messages));
      MessageSchemas checks = MessageSchemas.of(messages, 1 << 20);
      // Members that no schema mentions are left out of types, where schemas let them pass.
      MessageSchemas mentioned =
          MessageSchemas.of(
              new MessageTypes("closed " + i, RandomSchemas.closed(document).toString()), 1 << 20);
      int number = 0;
      for (Map.Entry<String, JsonNode> type : document.get("properties").properties()) {
        for (int v = 0; v < VALUES; v++) {
          String value = schemas.value(type.getValue(), 0).toString();
          if (checks.problem(type.getKey(), value).isEmpty()
              && mentioned.problem(type.getKey(), value).isEmpty()) {
            taken++;
            text.append(
                "export const value%d: MessageData[%s] = %s;%n"
                    .formatted(number++, quoted(type.getKey()), value));
          }
        }
      }
      Files.writeString(folder.resolve("random" + i + ".ts"), text);
    }

    assertThat(taken).as("values, of seed " + seed).isGreaterThan(SCHEMAS);
    assertThat(tsc(folder.resolve("tsconfig.json"))).as("seed " + seed).isEmpty();
  }

  private static String quoted(String text) {
    return tools.jackson.databind.json.JsonMapper.shared().writeValueAsString(text);
  }

  private void lay(String app, String schema) throws IOException {
    Files.createDirectories(folder.resolve("types"));
    Files.writeString(folder.resolve("types/croupier.d.ts"), AppTypes.host("test"));
    Files.writeString(
        folder.resolve("types/" + app + ".d.ts"), AppTypes.app(app, new MessageTypes("a", schema)));
    Files.writeString(folder.resolve("tsconfig.json"), PROJECT.formatted(true));
  }
}
