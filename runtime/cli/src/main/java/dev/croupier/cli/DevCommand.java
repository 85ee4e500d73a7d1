package dev.croupier.cli;

import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code croupier dev}: the seats of a configuration, at work while their apps are written. */
@Command(
    name = "dev",
    description = {
      "Plays the seats of a configuration while you edit their apps.",
      "A saved script, schema or plugin is loaded and takes over from the next message on; sessions"
          + " keep their state. Broken code never takes over. Runs until it is interrupted,"
          + " whatever \"until\" in the configuration says."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  croupier dev                         the seats of ./croupier.yaml",
      "  croupier dev --config bot.yaml       another file",
      "  croupier dev --json | jq .event      one JSON object per event"
    })
final class DevCommand implements Callable<Integer> {
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

  DevCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    return new Play(
            terminal,
            file,
            json,
            verbose,
            true,
            inspect == null ? OptionalInt.empty() : OptionalInt.of(inspect))
        .run();
  }
}
