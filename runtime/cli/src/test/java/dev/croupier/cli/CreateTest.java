package dev.croupier.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.cli.create.Language;
import dev.croupier.cli.create.NewApp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** New apps and types, without the compilers that judge them elsewhere. */
@Timeout(120)
class CreateTest {
  private static final String PLAYER =
      """
      export const messages = './player.schema.json';
      export function onAppMessage() {}
      """;

  @TempDir private Path folder;

  private record Ended(int exitCode, String out, String err) {}

  private static Ended croupier(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            Map.of("NO_COLOR", "1"));
    int exitCode = Croupier.execute(terminal, arguments);
    return new Ended(exitCode, out.toString(UTF_8), err.toString(UTF_8));
  }

  private Path write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static Set<String> files(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @ParameterizedTest
  @EnumSource
  void newApp_hasEveryFileOfItsTemplate_andNoPlaceholder(Language language) throws Exception {
    URI templates =
        NewApp.class.getResource(language.name().toLowerCase(java.util.Locale.ROOT)).toURI();
    Set<String> wanted =
        files(Path.of(templates)).stream()
            .map(file -> file.replace("__name__", "odd-one").replace("__package__", "oddone"))
            .collect(Collectors.toCollection(TreeSet::new));
    wanted.add(".gitignore");
    Path target = folder.resolve("made");

    Ended ended =
        croupier(
            "new",
            "odd-one",
            "--" + language.name().toLowerCase(java.util.Locale.ROOT),
            "--dir",
            target.toString());

    assertThat(ended.exitCode()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("Next:", "cd " + target, "croupier run");
    assertThat(files(target))
        .filteredOn(file -> !file.startsWith("types/") && !file.startsWith("repository/"))
        .containsExactlyElementsOf(wanted);
    for (String file : files(target)) {
      if (!file.endsWith(".jar")) {
        assertThat(Files.readString(target.resolve(file))).as(file).doesNotContain("__");
      }
    }
  }

  @Test
  void newPlugin_carriesTheAppApi() throws Exception {
    Path target = folder.resolve("made");
    croupier("new", "game", "--java", "--dir", target.toString());

    assertThat(files(target.resolve("repository")))
        .anySatisfy(
            file ->
                assertThat(file)
                    .matches(
                        "dev/croupier/croupier-app-api/[0-9.]+-[0-9a-f]{8}/croupier-app-api-.*\\.jar"))
        .anySatisfy(file -> assertThat(file).endsWith(".pom.sha1"));
  }

  @Test
  void newApp_overwritesNothing() throws Exception {
    Path kept = write("mine/notes.txt", "dear");

    Ended ended = croupier("new", "mine", "--js", "--dir", kept.getParent().toString());

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err()).contains("mine is not empty; nothing was written");
    assertThat(files(kept.getParent())).containsExactly("notes.txt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Guess", "2048", "a--b", "a-", "../x", "bot", "types", "class"})
  void newApp_withAnotherName_isWrongUsage(String name) throws Exception {
    Ended ended = croupier("new", name, "--js", "--dir", folder.resolve("made").toString());

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err()).contains("\"" + name + "\" is ");
    assertThat(folder.resolve("made")).doesNotExist();
  }

  @Test
  void newApp_wantsOneLanguage() {
    assertThat(croupier("new", "game").exitCode()).isEqualTo(2);
    assertThat(croupier("new", "game", "--js", "--ts").exitCode()).isEqualTo(2);
  }

  @Test
  void types_areWrittenOnce_andCheckedAgainstTheSchema() throws Exception {
    Path config =
        write("croupier.yaml", "seats: { a: { app: apps/player }, b: { app: apps/player } }");
    write("apps/player.js", PLAYER);
    write("apps/player.schema.json", "{\"properties\": {\"note\": {\"type\": \"string\"}}}");
    String file = config.toString();

    assertThat(croupier("types", "--check", "--config", file).err())
        .contains("player.d.ts is out of date", "run croupier types");
    assertThat(croupier("types", "--config", file).out()).contains("3 of 3 files written.");
    assertThat(Files.readString(folder.resolve("apps/types/player.d.ts")))
        .contains("export type Note = string;", "      player: MessageData;");
    assertThat(croupier("types", "--config", file).out()).contains("All 3 files are up to date.");
    assertThat(croupier("types", "--check", "--config", file).exitCode()).isZero();

    write("apps/player.schema.json", "{\"properties\": {\"note\": {\"type\": \"number\"}}}");
    Ended ended = croupier("types", "--check", "--config", file);
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err()).contains("player.d.ts is out of date").doesNotContain("croupier.d.ts");
    assertThat(Files.readString(folder.resolve("apps/types/player.d.ts"))).contains("= string;");
  }

  @Test
  void types_ofAnAppThatIsNotThere_namesTheClosest() throws Exception {
    write("apps/player.js", PLAYER);

    Ended ended =
        croupier("types", "apps/plaier", "--config", folder.resolve("croupier.yaml").toString());

    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.err()).contains("did you mean \"apps/player\"?");
  }

  @Test
  void types_ofABrokenSchema_areNotWritten() throws Exception {
    write("apps/player.js", PLAYER);
    write("apps/player.schema.json", "{\"properties\": {\"note\": {\"type\": \"strong\"}}}");

    Ended ended =
        croupier("types", "apps/player", "--config", folder.resolve("croupier.yaml").toString());

    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.err()).contains("player.schema.json", "strong");
    assertThat(folder.resolve("apps/types")).doesNotExist();
  }
}
