package dev.croupier.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

  @Mixin private PlayOptions options = new PlayOptions();

  DevCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    return options.play(terminal, true);
  }
}
