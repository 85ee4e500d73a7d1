package dev.croupier.cli;

import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code croupier run}: the seats of a configuration, at work. */
@Command(
    name = "run",
    description = "Plays the seats of a configuration.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  croupier run                         the seats of ./croupier.yaml",
      "  croupier run --config bot.yaml       another file",
      "  croupier run --json | jq .event      one JSON object per event",
      "  kill -HUP PID                        load the apps again where their code has changed"
    })
final class RunCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The configuration (default: croupier.yaml).")
  private Path file = Path.of("croupier.yaml");

  @Option(names = "--json", description = "Print one JSON object per event instead of the story.")
  private boolean json;

  @Option(
      names = {"-v", "--verbose"},
      description = "Tell more, and log the frames that are sent and received.")
  private boolean verbose;

  @Option(
      names = "--inspect",
      arity = "0..1",
      fallbackValue = "9229",
      paramLabel = "PORT",
      description = "Let a debugger (Chrome, VS Code) connect to the scripts (port: 9229).")
  private @Nullable Integer inspect;

  RunCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    return new Play(
            terminal,
            file,
            json,
            verbose,
            false,
            inspect == null ? OptionalInt.empty() : OptionalInt.of(inspect))
        .run();
  }
}
