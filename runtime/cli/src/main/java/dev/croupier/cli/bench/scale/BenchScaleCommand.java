package dev.croupier.cli.bench.scale;

import dev.croupier.cli.Terminal;
import dev.croupier.cli.bench.report.Machine;
import dev.croupier.cli.bench.report.Report;
import dev.croupier.cli.bench.run.Repeats;
import dev.croupier.cli.bench.run.ReportOptions;
import dev.croupier.cli.bench.run.Stages;
import dev.croupier.protocol.crypto.Secp256k1;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code croupier bench scale}: what many sessions cost. */
@Command(
    name = "scale",
    description = "Measures what many sessions and many participants cost.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "A host of one seat without a network gets all sessions at its start, keeps a state of 900 B",
      "for each in a durable journal, and is started again with all of them to resume.",
      "",
      "Examples:",
      "  croupier bench scale",
      "  croupier bench scale --sessions 1,1000 --participants 2,64"
    })
public final class BenchScaleCommand implements Callable<Integer> {
  private static final int MOST_SESSIONS = 1_000_000;
  private static final int MOST_PARTICIPANTS = 128;

  private final Terminal terminal;

  @Mixin private Repeats repeats = new Repeats();
  @Mixin private ReportOptions options = new ReportOptions();

  @Option(
      names = "--sessions",
      paramLabel = "N",
      split = ",",
      description = "Numbers of sessions (default: 1,100,10000,100000).")
  private List<Integer> sessions = List.of(1, 100, 10_000, 100_000);

  @Option(
      names = "--participants",
      paramLabel = "N",
      split = ",",
      description = "Numbers of participants (default: 2,10,100).")
  private List<Integer> participants = List.of(2, 10, 100);

  /**
   * @param terminal where it prints
   */
  public BenchScaleCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<Report> earlier = options.earlier();
    for (int count : sessions) {
      repeats.within("--sessions", count, 1, MOST_SESSIONS);
    }
    for (int count : participants) {
      repeats.within("--participants", count, 2, MOST_PARTICIPANTS);
    }
    Stages stages = new Stages(terminal, sessions.size() + participants.size() + 1);
    try (ScaleBench bench =
        new ScaleBench(repeats.warmUp(12), repeats.time(), repeats.count(), stages)) {
      bench.warmUp();
      for (int count : sessions) {
        bench.sessions(count);
      }
      for (int count : participants) {
        bench.participants(count);
      }
      stages.done();
      Map<String, String> words = new LinkedHashMap<>(Machine.describe());
      words.put("JavaScript", bench.jsMode());
      words.put("Signer", Secp256k1.best().name());
      words.put(
          "Load",
          "one seat, journal durable; messages of 300 B in 64 of the sessions (8 where participants are counted), %s; heap after full collections"
              .formatted(repeats.text()));
      return options.tell(bench.report(words), earlier, terminal);
    }
  }
}
