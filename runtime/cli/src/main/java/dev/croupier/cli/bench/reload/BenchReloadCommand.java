package dev.croupier.cli.bench.reload;

import dev.croupier.cli.Terminal;
import dev.croupier.cli.bench.report.FigureTable;
import dev.croupier.cli.bench.report.Machine;
import dev.croupier.cli.bench.report.Report;
import dev.croupier.cli.bench.run.ReportOptions;
import dev.croupier.cli.bench.run.Stages;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code croupier bench reload}: from a save to the first message on the new code. */
@Command(
    name = "reload",
    description = "Measures how long it takes from a save to the first message on the new code.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Two seats play on a node in this process while one of their apps, a script and then a",
      "plugin, is saved again and again. The times hold the waiting for the file to settle: 15 ms",
      "for a script, 100 ms for an archive.",
      "",
      "Examples:",
      "  croupier bench reload",
      "  croupier bench reload --times 200 --json"
    })
public final class BenchReloadCommand implements Callable<Integer> {
  private static final int MOST = 10_000;

  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--times",
      paramLabel = "N",
      description =
          "Reloads of each kind, 1 to 10000 (default: 50). As many as a fifth come before.")
  private int times = 50;

  @Mixin private ReportOptions options = new ReportOptions();

  /**
   * @param terminal where it prints
   */
  public BenchReloadCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    if (times < 1 || times > MOST) {
      throw new ParameterException(
          spec.commandLine(), "--times " + times + ": must be 1 to " + MOST);
    }
    Optional<Report> earlier = options.earlier();
    Stages stages = new Stages(terminal, ReloadedApp.values().length);
    FigureTable table = ReloadFigures.measure(times, stages);
    stages.done();
    Map<String, String> circumstances = new LinkedHashMap<>(Machine.describe());
    circumstances.put("Reloads", times + " of each kind, after " + times / 5 + " before");
    Report report =
        new Report("reload", "Reloads", circumstances, List.of(table), List.of(), Map.of());
    return options.tell(report, earlier, terminal);
  }
}
