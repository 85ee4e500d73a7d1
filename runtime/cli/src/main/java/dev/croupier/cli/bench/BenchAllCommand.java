package dev.croupier.cli.bench;

import dev.croupier.cli.ExitCode;
import dev.croupier.cli.Terminal;
import dev.croupier.cli.bench.report.ReportException;
import dev.croupier.cli.bench.report.ReportJson;
import dev.croupier.cli.bench.run.BenchException;
import dev.croupier.cli.bench.run.ChildJvm;
import dev.croupier.cli.bench.run.Folder;
import dev.croupier.cli.bench.run.Stages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code croupier bench all}: every benchmark, and the page of the documentation. */
@Command(
    name = "all",
    description = "Runs every benchmark and writes the figures into the documentation.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Each benchmark runs in a process of its own, about 25 minutes together on two cores; the",
      "machine should have nothing else to do. Figures and plots go to src/docs/performance, the",
      "tables into src/docs/performance.md. A benchmark that fails keeps its earlier figures, and",
      "the others go on.",
      "",
      "Examples:",
      "  croupier bench all",
      "  croupier bench all --only turns,latency"
    })
public final class BenchAllCommand implements Callable<Integer> {
  private static final long PATIENCE_S = 1_800;

  /**
   * Modest times, so that all of them take about twenty-five minutes; but compilers need half a
   * minute before figures are those of a host that has run for a while.
   */
  private static final Map<String, List<String>> ARGUMENTS =
      Map.of(
          "turns", List.of("--seconds", "0.7", "--warm-up", "30"),
          "typescript", List.of("--seconds", "3", "--warm-up", "60"),
          "latency", List.of("--seconds", "2", "--warm-up", "30"),
          "scale", List.of("--seconds", "1", "--warm-up", "20", "--sessions", "1,100,10000,100000"),
          "developer", List.of("--seconds", "1", "--warm-up", "30"),
          "node", List.of("--seconds", "1"));

  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--page",
      paramLabel = "FILE",
      description = "The page to write into (default: src/docs/performance.md of the checkout).")
  private @Nullable Path page;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description = "Run only these and keep the figures of the others.")
  private List<String> only = PerformancePage.BENCHES;

  @Option(names = "--no-run", description = "Write the page from the figures that are kept.")
  private boolean noRun;

  /**
   * @param terminal where it prints
   */
  public BenchAllCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    for (String name : only) {
      if (!PerformancePage.BENCHES.contains(name)) {
        throw new ParameterException(
            spec.commandLine(), "--only " + name + ": must be one of " + PerformancePage.BENCHES);
      }
    }
    Path file =
        page == null
            ? Path.of(System.getProperty("croupier.home", ""), "src/docs/performance.md")
            : page;
    if (!Files.exists(file)) {
      throw new BenchException(
          file + " is not there: start ./croupier of a source checkout, or name it with --page");
    }
    PerformancePage performance = new PerformancePage(file);
    Map<String, String> failures = noRun ? Map.of() : run(performance);
    performance.write();
    failures.forEach((name, problem) -> terminal.line(name + ": " + problem));
    terminal.line("The figures are in " + file);
    return failures.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private Map<String, String> run(PerformancePage performance)
      throws IOException, InterruptedException {
    Map<String, String> failures = new LinkedHashMap<>();
    Stages stages = new Stages(terminal, only.size());
    try (Folder folder = Folder.temporary()) {
      for (String name : only) {
        stages.next("bench " + name);
        try {
          run(name, folder.path(), performance.json(name), failures);
          performance.write();
        } catch (BenchException | ReportException | IOException e) {
          failures.put(name, "failed: " + e.getMessage());
        }
      }
    }
    stages.done();
    return failures;
  }

  private static void run(String name, Path folder, Path target, Map<String, String> failures)
      throws IOException, InterruptedException {
    Path saved = folder.resolve(name + ".json");
    List<String> arguments = new ArrayList<>(List.of("bench", name, "--save", saved.toString()));
    arguments.addAll(ARGUMENTS.getOrDefault(name, List.of()));
    int exit = ChildJvm.run(ChildJvm.command(true, List.of(), arguments), PATIENCE_S);
    if (!Files.exists(saved)) {
      throw new BenchException("it ended with " + exit + " and without figures");
    }
    ReportJson.read(saved);
    Files.createDirectories(target.toAbsolutePath().getParent());
    Files.move(saved, target, StandardCopyOption.REPLACE_EXISTING);
    if (exit != 0) {
      failures.put(name, "something went wrong while measuring; its figures say what");
    }
  }
}
