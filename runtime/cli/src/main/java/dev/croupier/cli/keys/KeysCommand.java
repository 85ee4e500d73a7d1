package dev.croupier.cli.keys;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code croupier keys}: encrypted keystores. */
@Command(
    name = "keys",
    description = "Makes, imports and shows encrypted keys.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      KeysNewCommand.class,
      KeysImportCommand.class,
      KeysListCommand.class,
      KeysAddressCommand.class,
      KeysExportCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  croupier keys new player             a new key in .croupier/keys/player.json",
      "  croupier keys list                   the keys there are"
    })
public final class KeysCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
