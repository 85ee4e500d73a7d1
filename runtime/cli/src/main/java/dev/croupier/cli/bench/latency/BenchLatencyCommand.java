package dev.croupier.cli.bench.latency;

import dev.croupier.cli.Terminal;
import dev.croupier.cli.bench.report.Machine;
import dev.croupier.cli.bench.report.Report;
import dev.croupier.cli.bench.run.Repeats;
import dev.croupier.cli.bench.run.ReportOptions;
import dev.croupier.cli.bench.run.Stages;
import dev.croupier.host.journal.JournalMode;
import dev.croupier.protocol.crypto.Secp256k1;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code croupier bench latency}: how long messages wait for their answers. */
@Command(
    name = "latency",
    description =
        "Measures how long messages wait for their answers at 25, 50 and 75 %% of capacity.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Messages arrive at a steady rate whether or not those before were answered, and the time of",
      "each runs from when it was due. Without a network, JavaScript, journal durable and fast.",
      "",
      "Examples:",
      "  croupier bench latency",
      "  croupier bench latency --seconds 10 --plot latency.svg"
    })
public final class BenchLatencyCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private Repeats repeats = new Repeats();
  @Mixin private ReportOptions options = new ReportOptions();

  @Option(
      names = "--sessions",
      paramLabel = "N",
      description = "In how many sessions the messages are (default: 64).")
  private int sessions = 64;

  /**
   * @param terminal where it prints
   */
  public BenchLatencyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<Report> earlier = options.earlier();
    JournalMode[] modes = JournalMode.values();
    Stages stages = new Stages(terminal, LatencyBench.figures(modes.length));
    try (LatencyBench bench =
        new LatencyBench(
            repeats.within("--sessions", sessions, 1, 10_000),
            repeats.warmUp(5),
            repeats.time(),
            repeats.count(),
            stages)) {
      bench.measureMachine();
      for (JournalMode mode : modes) {
        bench.measure(mode);
      }
      stages.done();
      Map<String, String> words = new LinkedHashMap<>(Machine.describe());
      words.put("JavaScript", bench.jsMode());
      words.put("Signer", Secp256k1.best().name());
      words.put(
          "Load",
          "%d sessions, 300 B, one seat; %s; before each repetition its capacity, with a message under way in each session; the load's threads run on the same cores"
              .formatted(sessions, repeats.text()));
      return options.tell(bench.report(words), earlier, terminal);
    }
  }
}
