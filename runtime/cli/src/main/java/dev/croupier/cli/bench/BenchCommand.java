package dev.croupier.cli.bench;

import dev.croupier.cli.Version;
import dev.croupier.cli.bench.developer.BenchDeveloperCommand;
import dev.croupier.cli.bench.latency.BenchLatencyCommand;
import dev.croupier.cli.bench.node.BenchNodeCommand;
import dev.croupier.cli.bench.reload.BenchReloadCommand;
import dev.croupier.cli.bench.scale.BenchScaleCommand;
import dev.croupier.cli.bench.turns.BenchTurnsCommand;
import dev.croupier.cli.bench.typescript.BenchHostCommand;
import dev.croupier.cli.bench.typescript.BenchTypescriptCommand;
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
    subcommands = {
      BenchTurnsCommand.class,
      BenchTypescriptCommand.class,
      BenchLatencyCommand.class,
      BenchScaleCommand.class,
      BenchDeveloperCommand.class,
      BenchNodeCommand.class,
      BenchReloadCommand.class,
      BenchAllCommand.class,
      BenchHostCommand.class
    },
    footer = {
      "",
      "Every benchmark prints tables, or JSON with --json; --save FILE keeps the JSON, --plot FILE",
      "draws the figures as SVG, --compare FILE sets them beside an earlier run.",
      "",
      "Examples:",
      "  croupier bench turns",
      "  croupier bench node --save node.json --plot node.svg",
      "  croupier bench node --compare node.json",
      "  croupier bench all"
    })
public final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Made by picocli. */
  public BenchCommand() {}

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "say what to measure: turns, typescript, latency, scale, developer, node, reload or all");
  }
}
