package dev.croupier.cli;

import dev.croupier.cli.bench.ReloadedApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
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
final class BenchReloadCommand implements Callable<Integer> {
  private static final int MOST = 10_000;

  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--times",
      paramLabel = "N",
      description =
          "Reloads of each kind, 1 to 10000 (default: 50). As many as a fifth come before.")
  private int times = 50;

  @Option(names = "--json", description = "Print one JSON object per line instead of the table.")
  private boolean json;

  BenchReloadCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    if (times < 1 || times > MOST) {
      throw new ParameterException(
          spec.commandLine(), "--times " + times + ": must be 1 to " + MOST);
    }
    if (!json) {
      terminal.line(
          terminal.bold(
              "%-8s %8s %30s %22s"
                  .formatted("", "reloads", "save to first message, ms", "of it loading, ms")));
      terminal.line("%-8s %8s %30s %22s".formatted("", "", "p50     p95     max", "p50     max"));
    }
    for (ReloadedApp app : ReloadedApp.values()) {
      tell(app, measure(app));
    }
    return ExitCode.DONE;
  }

  private List<ReloadBench.Times> measure(ReloadedApp app) throws Exception {
    Path folder = Files.createTempDirectory("croupier-bench");
    try (ReloadBench bench = new ReloadBench(app, folder)) {
      for (int i = 0; i < times / 5; i++) {
        bench.reload();
      }
      List<ReloadBench.Times> measured = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        measured.add(bench.reload());
      }
      return measured;
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void tell(ReloadedApp app, List<ReloadBench.Times> measured) {
    String name = app.name().toLowerCase(Locale.ROOT);
    double[] whole =
        measured.stream().mapToDouble(ReloadBench.Times::savedToMessageMs).sorted().toArray();
    double[] load = measured.stream().mapToDouble(ReloadBench.Times::loadMs).sorted().toArray();
    double half = at(whole, 0.5);
    double most = at(whole, 0.95);
    double max = at(whole, 1);
    terminal.line(
        json
            ? "{\"app\":\"%s\",\"reloads\":%d,\"p50_ms\":%.1f,\"p95_ms\":%.1f,\"max_ms\":%.1f,\"load_p50_ms\":%.0f,\"load_max_ms\":%.0f}"
                .formatted(name, measured.size(), half, most, max, at(load, 0.5), at(load, 1))
            : "%-8s %8d %14.1f %7.1f %7.1f %14.0f %7.0f"
                .formatted(name, measured.size(), half, most, max, at(load, 0.5), at(load, 1)));
  }

  private static double at(double[] sorted, double share) {
    return sorted[Math.max(0, (int) Math.ceil(sorted.length * share) - 1)];
  }
}
