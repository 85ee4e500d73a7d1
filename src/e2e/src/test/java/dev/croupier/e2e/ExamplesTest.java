package dev.croupier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.cli.config.ConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

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
    "scripts/ping-pong/money.js, scripts/tic-tac-toe/money.js",
    "scripts/trivia/money.js, scripts/tournament/money.js"
  })
  void copies_areEqual(String original, String copy) throws IOException {
    assertThat(Files.readAllBytes(Project.file(copy)))
        .as("%s should be a copy of %s", copy, original)
        .isEqualTo(Files.readAllBytes(Project.file(original)));
  }

  @ParameterizedTest
  @CsvSource({
    "scripts/tic-tac-toe, 2",
    "scripts/bot, 2",
    "scripts/auto-responder, 2",
    "scripts/trivia, 4",
    "scripts/tournament, 17",
    "scripts/bet, 2",
    "scripts/governance, 5",
    "plugins/tic-tac-toe, 2",
    "plugins/escrow, 3"
  })
  void configurations_canBeRead(String example, int seats) {
    assertThat(ConfigReader.read(Project.file(example + "/croupier.yaml")).seats()).hasSize(seats);
  }

  static Stream<Command> commands() {
    return Stream.of(
            "scripts/tic-tac-toe/README.md",
            "scripts/bot/README.md",
            "scripts/auto-responder/README.md",
            "scripts/trivia/README.md",
            "scripts/tournament/README.md",
            "scripts/bet/README.md",
            "scripts/governance/README.md",
            "plugins/tic-tac-toe/README.md",
            "plugins/escrow/README.md")
        .flatMap(
            page ->
                Project.blocks(page, "sh").stream()
                    .flatMap(String::lines)
                    .filter(line -> line.startsWith("./croupier "))
                    .map(line -> new Command(page, line)));
  }

  static Stream<Command> demos() {
    return commands().filter(command -> command.line().contains(" run "));
  }

  static Stream<Command> tests() {
    return commands().filter(command -> !command.line().contains(" run "));
  }

  @ParameterizedTest
  @MethodSource
  void demos(Command command) throws Exception {
    runs(command);
  }

  /** The same tests run inside the test kit's own. */
  @ParameterizedTest
  @Tag("long")
  @MethodSource
  void tests(Command command) throws Exception {
    runs(command);
  }

  private void runs(Command command) throws Exception {
    List<String> arguments = List.of(command.line().split(" +"));
    try (Launched croupier =
        Launched.croupier(Project.ROOT, folder, arguments.subList(1, arguments.size()))) {
      int code = croupier.exitCode();
      assertThat(code).as(() -> outputs(croupier)).isZero();
      assertThat(croupier.output())
          .contains(command.line().contains(" run ") ? "1 session settled" : " passed in ");
      if (command.line().contains(" run ")) {
        assertThat(croupier.output().replaceAll(" +", " ")).contains(balances(command.page()));
      }
    }
  }

  /** What the seats have at the end, as their pages say; where chance or speed decides, whoever. */
  private static List<String> balances(String page) {
    return switch (page) {
      case "scripts/trivia/README.md" ->
          List.of(
              "alice 100 100.5 usdc",
              "bob 100 99.9 usdc",
              "carol 100 99.6 usdc",
              "server 100 100 usdc");
      case "scripts/tournament/README.md" ->
          List.of(
              " 100 135 usdc",
              " 100 119 usdc",
              " 100 111 usdc",
              "100 95 usdc",
              "coordinator 100 100 usdc");
      case "scripts/bet/README.md" -> List.of(" 100 110 usdc", " 100 90 usdc");
      case "scripts/governance/README.md" ->
          List.of(
              "admin 100 80 usdc",
              "mod1 100 100 usdc",
              "mod2 100 100 usdc",
              "member1 100 120 usdc",
              "member2 100 100 usdc");
      case "plugins/escrow/README.md" ->
          List.of("buyer 100 84 usdc", "seller 100 116 usdc", "mediator 100 100 usdc");
      default -> List.of("Balances");
    };
  }

  private static String outputs(Launched croupier) {
    try {
      return croupier.output() + croupier.errors();
    } catch (IOException e) {
      return e.toString();
    }
  }
}
