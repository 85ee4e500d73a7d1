package dev.croupier.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code croupier bench}: how fast things are here. */
@Command(
    name = "bench",
    description = "Measures how fast things are on this machine.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "WHAT",
    subcommands = {BenchNodeCommand.class, BenchReloadCommand.class},
    footer = {"", "Examples:", "  croupier bench node", "  croupier bench reload"})
final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to measure: node or reload");
  }
}
