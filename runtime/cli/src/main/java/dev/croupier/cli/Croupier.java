package dev.croupier.cli;

import dev.croupier.cli.bench.BenchCommand;
import dev.croupier.cli.keys.KeysCommand;
import dev.croupier.cli.operator.BalancesCommand;
import dev.croupier.cli.operator.CloseCommand;
import dev.croupier.cli.operator.ConnectCommand;
import dev.croupier.cli.operator.DisconnectCommand;
import dev.croupier.cli.operator.InvitesCommand;
import dev.croupier.cli.operator.SendCommand;
import dev.croupier.cli.operator.SessionsCommand;
import dev.croupier.cli.operator.SignCommand;
import dev.croupier.cli.operator.StatusCommand;
import dev.croupier.cli.operator.TransferCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
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
    footer = {
      "",
      "Examples:",
      "  croupier run                      play the seats of ./croupier.yaml",
      "  croupier dev                      the same, loading apps again when you save them",
      "  croupier check                    read the configuration and load its apps, start nothing",
      "  croupier new guess --js           a new app to start from",
      "  croupier types                    type declarations for an editor, from the schemas",
      "  croupier test                     run the tests beside the scripts",
      "  croupier node --ephemeral         a ClearNode to develop against, in memory",
      "  croupier keys new player          a new key, encrypted with a password",
      "  croupier balances                 what the running host's seats have",
      "  croupier replay                   recorded turns again, with the apps as they are now",
      "  croupier relay --node URL         messages between wallets on a node that carries none",
      "  croupier bench turns              how fast a host is on this machine",
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 a file to correct, 4 trouble with the node."
    })
public final class Croupier implements Runnable {
  private static final int HELP_WIDTH = 100;

  /** All commands, in the order of the help, by the names they are declared with. */
  private static final Map<String, Class<?>> COMMANDS = commands();

  @Spec private CommandSpec spec = CommandSpec.create();

  private static Map<String, Class<?>> commands() {
    Map<String, Class<?>> commands = new LinkedHashMap<>();
    commands.put("run", RunCommand.class);
    commands.put("dev", DevCommand.class);
    commands.put("check", CheckCommand.class);
    commands.put("test", TestCommand.class);
    commands.put("new", NewCommand.class);
    commands.put("types", TypesCommand.class);
    commands.put("node", NodeCommand.class);
    commands.put("relay", RelayCommand.class);
    commands.put("keys", KeysCommand.class);
    commands.put("status", StatusCommand.class);
    commands.put("sessions", SessionsCommand.class);
    commands.put("balances", BalancesCommand.class);
    commands.put("transfer", TransferCommand.class);
    commands.put("send", SendCommand.class);
    commands.put("close", CloseCommand.class);
    commands.put("invites", InvitesCommand.class);
    commands.put("sign", SignCommand.class);
    commands.put("connect", ConnectCommand.class);
    commands.put("disconnect", DisconnectCommand.class);
    commands.put("replay", ReplayCommand.class);
    commands.put("bench", BenchCommand.class);
    commands.put("completion", CompletionCommand.class);
    return commands;
  }

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
    return commandLine(terminal, needed(arguments))
        .setParameterExceptionHandler(new WrongUsage())
        .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
        .setUsageHelpWidth(HELP_WIDTH)
        .setExecutionExceptionHandler((error, line, parsed) -> ExitCode.report(error, terminal))
        .execute(arguments);
  }

  /**
   * @param terminal where it prints
   * @return the command with all that is below it
   */
  static CommandLine commandLine(Terminal terminal) {
    return commandLine(terminal, COMMANDS.keySet());
  }

  private static CommandLine commandLine(Terminal terminal, Set<String> names) {
    CommandLine line = new CommandLine(Croupier.class, new Factory(terminal));
    names.forEach(name -> line.addSubcommand(name, COMMANDS.get(name)));
    return line;
  }

  /**
   * Looking at every command's options takes longer than many commands do, so those that cannot be
   * meant are left out. Help and wrong names need all of them.
   */
  private static Set<String> needed(String... arguments) {
    String first = arguments.length == 0 ? "" : arguments[0];
    if (COMMANDS.containsKey(first)) {
      return Set.of(first);
    }
    boolean version = first.equals("--version") || first.equals("-V");
    return version && arguments.length == 1 ? Set.of() : COMMANDS.keySet();
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
