package dev.croupier.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

  @Mixin private PlayOptions options = new PlayOptions();

  RunCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    return options.play(terminal, false);
  }
}
