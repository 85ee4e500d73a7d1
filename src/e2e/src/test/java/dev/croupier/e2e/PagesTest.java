package dev.croupier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.app.SessionApp;
import dev.croupier.cli.config.ConfigReader;
import dev.croupier.cli.config.CroupierConfig;
import dev.croupier.host.HostConfig;
import dev.croupier.host.engine.App;
import dev.croupier.host.message.MessageSchemas;
import dev.croupier.script.ScriptEngine;
import dev.croupier.script.ScriptLimits;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pf4j.Extension;

/** Code on the documentation's pages works. */
class PagesTest {
  private static final List<String> PAGES =
      List.of(
          "README.md",
          "src/docs/getting-started.md",
          "src/docs/configuration.md",
          "src/docs/limits-and-isolation.md",
          "src/docs/writing-a-script.md",
          "src/docs/types-and-editors.md",
          "src/docs/writing-a-plugin.md");

  private record Block(String page, String language, int number, String text) {
    @Override
    public String toString() {
      return page + " " + language + " " + number;
    }
  }

  @TempDir private Path folder;

  private static Stream<Block> blocks(String language) {
    return PAGES.stream()
        .flatMap(
            page -> {
              List<String> texts = Project.blocks(page, language);
              return Stream.iterate(0, i -> i < texts.size(), i -> i + 1)
                  .map(i -> new Block(page, language, i + 1, texts.get(i)));
            });
  }

  static Stream<Block> scripts() {
    return Stream.concat(blocks("js"), blocks("ts"));
  }

  static Stream<Block> plugins() {
    return blocks("java");
  }

  static Stream<Block> configurations() {
    return blocks("yaml");
  }

  @ParameterizedTest
  @MethodSource
  void scripts(Block block) throws Exception {
    // A page that shows one handler leaves out what the page before has shown.
    String declaration = "export const messages = './ping-pong.schema.json';\n";
    String script =
        block.text().contains("export const messages") ? block.text() : declaration + block.text();
    Files.writeString(folder.resolve("app." + block.language()), script);
    Files.copy(
        Project.file("schemas/ping-pong.schema.json"), folder.resolve("ping-pong.schema.json"));
    try (ScriptEngine engine = new ScriptEngine(ScriptLimits.DEFAULTS);
        App app = engine.load(engine.find(folder, "app").orElseThrow())) {
      assertThat(MessageSchemas.of(app.messages(), HostConfig.DEFAULTS.messageBytes()).types())
          .isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource
  void plugins(Block block) {
    String source = "import dev.croupier.app.*;\nimport org.pf4j.Extension;\n" + block.text();
    StringWriter messages = new StringWriter();
    List<String> options =
        List.of(
            "--release",
            "21",
            "-proc:none",
            "-Xlint:all,-options",
            "-cp",
            apiClassPath(),
            "-d",
            folder.toString());

    boolean compiled =
        ToolProvider.getSystemJavaCompiler()
            .getTask(messages, null, null, options, null, List.of(unit("PlayerApp", source)))
            .call();

    assertThat(compiled).as(messages::toString).isTrue();
    assertThat(folder.resolve("PlayerApp.class")).exists();
  }

  @ParameterizedTest
  @MethodSource
  void configurations(Block block) {
    String text = block.text().stripIndent();
    boolean whole = text.lines().anyMatch(line -> line.startsWith("seats:"));
    String file = whole ? text : "seats:\n" + text.indent(2);

    CroupierConfig config = ConfigReader.parse(block.toString(), file);

    assertThat(config.seats()).isNotEmpty();
  }

  private static String apiClassPath() {
    return Stream.of(SessionApp.class, Extension.class, NullMarked.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
        .map(place -> Path.of(URI.create(place.toString())).toString())
        .collect(Collectors.joining(java.io.File.pathSeparator));
  }

  private static JavaFileObject unit(String name, String text) {
    URI uri = URI.create("string:///" + name + ".java");
    return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }
}
