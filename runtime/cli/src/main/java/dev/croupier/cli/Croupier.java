package dev.croupier.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code croupier} command. */
@Command(
    name = "croupier",
    description = "Hosts session apps on ClearNode state channels.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {RunCommand.class, CheckCommand.class, NodeCommand.class, BenchCommand.class},
    footer = {
      "",
      "Examples:",
      "  croupier run                      play the seats of ./croupier.yaml",
      "  croupier check                    read the configuration and load its apps, start nothing",
      "  croupier node --ephemeral         a ClearNode to develop against, in memory",
      "  croupier bench node               how fast the local node is on this machine",
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 a file to correct, 4 trouble with the node."
    })
public final class Croupier implements Runnable {
  private static final int HELP_WIDTH = 100;

  @Spec private CommandSpec spec = CommandSpec.create();

  /**
   * Runs a command and exits with its code.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    System.exit(execute(new Terminal(System.out, System.err, System.getenv()), arguments));
  }

  /**
   * Runs a command.
   *
   * @param terminal where it prints
   * @param arguments the command line
   * @return the exit code
   */
  static int execute(Terminal terminal, String... arguments) {
    CommandLine commandLine = new CommandLine(Croupier.class, new Factory(terminal));
    return commandLine
        .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
        .setUsageHelpWidth(HELP_WIDTH)
        .setExecutionExceptionHandler((error, line, parsed) -> ExitCode.report(error, terminal))
        .execute(arguments);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /** Hands the terminal to the commands. */
  private record Factory(Terminal terminal) implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      try {
        return type.getDeclaredConstructor(Terminal.class).newInstance(terminal);
      } catch (NoSuchMethodException e) {
        return CommandLine.defaultFactory().create(type);
      }
    }
  }
}
