package dev.croupier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every command's help, and what it must not offer. */
class HelpTest {

  static List<String> commands() {
    List<String> names = new ArrayList<>();
    collect(croupier(), "", names);
    return names;
  }

  private static CommandLine croupier() {
    return Croupier.commandLine(new Terminal(System.out, System.err, java.util.Map.of()));
  }

  private static void collect(CommandLine command, String path, List<String> names) {
    command
        .getSubcommands()
        .forEach(
            (name, line) -> {
              names.add(path + name);
              collect(line, path + name + " ", names);
            });
  }

  @Test
  void commands_haveTheNamesTheyAreDeclaredWith() {
    assertThat(croupier().getSubcommands())
        .allSatisfy((name, line) -> assertThat(line.getCommandSpec().name()).isEqualTo(name));
  }

  @Test
  void help_listsAllCommands() {
    assertThat(new Shell().run("--help").out())
        .contains(croupier().getSubcommands().keySet().toArray(String[]::new));
  }

  @Test
  void version_isToldWithoutAnyCommand() {
    assertThat(new Shell().run("--version").out()).startsWith("croupier ");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void help_hasAnExampleOfItself(String command) {
    List<String> arguments = new ArrayList<>(List.of(command.split(" ", -1)));
    arguments.add("--help");
    Shell.Ended ended = new Shell().run(arguments.toArray(String[]::new));

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.out().lines())
        .anySatisfy(line -> assertThat(line).startsWith("Example"))
        .anySatisfy(line -> assertThat(line).contains("croupier " + command));
    assertThat(ended.out()).doesNotContain("--private-key", "--passphrase");
  }
}
