package dev.croupier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.cli.config.ConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples are what their pages say. */
class ExamplesTest {

  private record Command(String page, String line) {
    @Override
    public String toString() {
      return page + ": " + line;
    }
  }

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "schemas/tic-tac-toe.schema.json, scripts/tic-tac-toe/tic-tac-toe.schema.json",
    "schemas/tic-tac-toe.schema.json, scripts/bot/tic-tac-toe.schema.json",
    "schemas/ping-pong.schema.json, scripts/bot/ping-pong.schema.json",
    "scripts/tic-tac-toe/board.js, scripts/bot/board.js",
    "scripts/ping-pong/money.js, scripts/tic-tac-toe/money.js"
  })
  void copies_areEqual(String original, String copy) throws IOException {
    assertThat(Files.readAllBytes(Project.file(copy)))
        .as("%s should be a copy of %s", copy, original)
        .isEqualTo(Files.readAllBytes(Project.file(original)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scripts/tic-tac-toe",
        "scripts/bot",
        "scripts/auto-responder",
        "plugins/tic-tac-toe"
      })
  void configurations_canBeRead(String example) {
    assertThat(ConfigReader.read(Project.file(example + "/croupier.yaml")).seats()).hasSize(2);
  }

  static Stream<Command> commands() {
    return Stream.of(
            "scripts/tic-tac-toe/README.md",
            "scripts/bot/README.md",
            "scripts/auto-responder/README.md",
            "plugins/tic-tac-toe/README.md")
        .flatMap(
            page ->
                Project.blocks(page, "sh").stream()
                    .flatMap(String::lines)
                    .filter(line -> line.startsWith("./croupier "))
                    .map(line -> new Command(page, line)));
  }

  @ParameterizedTest
  @MethodSource
  void commands(Command command) throws Exception {
    List<String> arguments = List.of(command.line().split(" +"));
    try (Launched croupier =
        Launched.croupier(Project.ROOT, folder, arguments.subList(1, arguments.size()))) {
      int code = croupier.exitCode();
      assertThat(code).as(() -> outputs(croupier)).isZero();
      assertThat(croupier.output())
          .contains(command.line().contains(" run ") ? "1 session settled" : " passed in ");
    }
  }

  private static String outputs(Launched croupier) {
    try {
      return croupier.output() + croupier.errors();
    } catch (IOException e) {
      return e.toString();
    }
  }
}
