package dev.croupier.cli.bench.developer;

import dev.croupier.cli.Terminal;
import dev.croupier.cli.bench.reload.ReloadedApp;
import dev.croupier.cli.bench.report.Machine;
import dev.croupier.cli.bench.report.Report;
import dev.croupier.cli.bench.run.NodeJs;
import dev.croupier.cli.bench.run.Repeats;
import dev.croupier.cli.bench.run.ReportOptions;
import dev.croupier.cli.bench.run.Stages;
import dev.croupier.protocol.crypto.Secp256k1;
import dev.croupier.script.ScriptEngine;
import dev.croupier.script.ScriptLimits;
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

/** {@code croupier bench developer}: what an author waits for. */
@Command(
    name = "developer",
    description =
        "Measures what an author waits for: starts, reloads, tests, and computing handlers.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Starts are those of real processes, from the shell's point of view. A handler that computes",
      "is compared with the same code in Node.js, where that is installed.",
      "",
      "Examples:",
      "  croupier bench developer",
      "  croupier bench developer --parts reloads --reloads 100 --compare before.json"
    })
public final class BenchDeveloperCommand implements Callable<Integer> {
  private static final int MOST_RELOADS = 10_000;

  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private Repeats repeats = new Repeats();
  @Mixin private ReportOptions options = new ReportOptions();

  @Option(
      names = "--reloads",
      paramLabel = "N",
      description = "Reloads of each kind of app (default: 50).")
  private int reloads = 50;

  @Option(
      names = "--parts",
      paramLabel = "PART",
      split = ",",
      description = "Which parts: starts, tables, reloads, work (default: all of them).")
  private List<String> parts = List.of("starts", "tables", "reloads", "work");

  /**
   * @param terminal where it prints
   */
  public BenchDeveloperCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  private interface Part {
    void run() throws Exception;
  }

  @Override
  public Integer call() throws Exception {
    Optional<Report> earlier = options.earlier();
    int count = repeats.within("--reloads", reloads, 1, MOST_RELOADS);
    Stages stages = new Stages(terminal, DeveloperBench.figures() + ReloadedApp.values().length);
    DeveloperBench bench =
        new DeveloperBench(repeats.warmUp(20), repeats.time(), repeats.count(), stages);
    for (String name : parts) {
      switch (name) {
        case "starts" -> part(bench, name, bench::starts);
        case "tables" -> part(bench, name, bench::scenario);
        case "reloads" -> part(bench, name, () -> bench.reloads(count));
        case "work" -> part(bench, name, bench::work);
        default ->
            throw new ParameterException(
                spec.commandLine(),
                "--parts " + name + ": must be some of starts, tables, reloads, work");
      }
    }
    stages.done();
    Map<String, String> words = new LinkedHashMap<>(Machine.describe());
    words.put("Node.js", NodeJs.version().orElse("none"));
    words.put("JavaScript", jsMode());
    words.put("Signer", Secp256k1.best().name());
    words.put("Starts", bench.launcher() + "; " + repeats.text());
    words.put("Reloads", count + " of each kind, after " + count / 5 + " before");
    return options.tell(bench.report(words), earlier, terminal);
  }

  private static void part(DeveloperBench bench, String name, Part part)
      throws InterruptedException {
    try {
      part.run();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      bench.failed(name, e);
    }
  }

  private static String jsMode() {
    try (ScriptEngine engine = new ScriptEngine(ScriptLimits.DEFAULTS)) {
      return engine.jsMode();
    }
  }
}
