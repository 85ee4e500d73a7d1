package dev.croupier.cli.bench.turns;

import dev.croupier.cli.Terminal;
import dev.croupier.cli.bench.report.Machine;
import dev.croupier.cli.bench.report.Report;
import dev.croupier.cli.bench.report.ReportJson;
import dev.croupier.cli.bench.run.ChildJvm;
import dev.croupier.cli.bench.run.Folder;
import dev.croupier.cli.bench.run.Repeats;
import dev.croupier.cli.bench.run.ReportOptions;
import dev.croupier.cli.bench.run.Stages;
import dev.croupier.cli.bench.run.WarmUp;
import dev.croupier.cli.bench.turns.TurnBench.Repetition;
import dev.croupier.protocol.crypto.Secp256k1;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code croupier bench turns}: from a signed message to the signed reply. */
@Command(
    name = "turns",
    description = "Measures turns: signed message in, signed reply out, without a network.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "A host of this process answers pings in 64 sessions. The other participants and the node",
      "are played by other threads, whose processor time is left out of \"CPU second\" and \"CPU",
      "per turn\". Beside it the signer is measured alone, and, in a process of its own,",
      "JavaScript that is interpreted.",
      "",
      "Examples:",
      "  croupier bench turns",
      "  croupier bench turns --seconds 2 --repeats 9 --save turns.json --plot turns.svg",
      "  croupier bench turns --compare turns.json"
    })
public final class BenchTurnsCommand implements Callable<Integer> {
  private static final long CHILD_PATIENCE_S = 600;

  /** Every row is a host of its own, in a process that has been warm before. */
  private static final int LATER_SHARE = 5;

  private final Terminal terminal;

  @Mixin private Repeats repeats = new Repeats();
  @Mixin private ReportOptions options = new ReportOptions();

  @Option(
      names = "--sessions",
      paramLabel = "N",
      description = "How many sessions have a message under way at a time (default: 64).")
  private int sessions = 64;

  @Option(names = "--interpreted", hidden = true, description = "Only the interpreted variants.")
  private boolean interpreted;

  @Option(
      names = "--only",
      paramLabel = "TEXT",
      description = "Only the variants whose row begins with this, such as \"Java plugin, 300 B\".")
  private String only = "";

  /**
   * @param terminal where it prints
   */
  public BenchTurnsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<Report> earlier = options.earlier();
    return options.tell(measure(), earlier, terminal);
  }

  private Report measure() throws IOException, InterruptedException {
    Duration each = repeats.time();
    WarmUp first = repeats.warmUp(20);
    TurnSettings settings =
        new TurnSettings(
            repeats.within("--sessions", sessions, 1, 10_000),
            first,
            new WarmUp(first.least().dividedBy(LATER_SHARE), first.least()),
            each,
            repeats.count());
    Map<String, Long> problems = new TreeMap<>();
    List<Variant> all = variants();
    Stages stages = new Stages(terminal, all.size() + 1);
    try (TurnBench bench = new TurnBench(settings, stages)) {
      List<Variant> variants =
          all.stream().filter(variant -> variant.name(bench.jsMode()).startsWith(only)).toList();
      boolean compiled = bench.jsMode().equals("compiled");
      TurnReport report = new TurnReport(bench.jsMode());
      Map<String, List<Repetition>> signers = new LinkedHashMap<>();
      for (Variant variant : variants) {
        stages.next(variant.name(bench.jsMode()));
        List<Repetition> repetitions = bench.measure(variant);
        report.add(variant, repetitions);
        signers.putIfAbsent(
            (variant.nativeSigner() ? Secp256k1.best() : Secp256k1.bouncyCastle()).name(),
            repetitions);
      }
      if (!interpreted) {
        signers.forEach(report::addSigner);
      }
      if (compiled && !interpreted && only.isEmpty()) {
        stages.next("interpreted JavaScript");
        Report other = inProcessOfItsOwn();
        other.tables().stream().limit(1).forEach(report::addRows);
        problems.putAll(other.problems());
      }
      stages.done();
      bench.problems().forEach((text, times) -> problems.merge(text, times, Long::sum));
      return report.report(circumstances(bench.jsMode()), problems);
    }
  }

  private List<Variant> variants() {
    return interpreted
        ? Variant.interpreted()
        : Variant.all(Runtime.getRuntime().availableProcessors());
  }

  private Map<String, String> circumstances(String jsMode) {
    Map<String, String> words = new LinkedHashMap<>(Machine.describe());
    words.put("JavaScript", jsMode);
    words.put("Signer", Secp256k1.best().name() + " unless a row says otherwise");
    words.put(
        "Load",
        "%d sessions, a message under way in each; %s; the load's threads run on the same cores"
            .formatted(sessions, repeats.text()));
    return words;
  }

  private Report inProcessOfItsOwn() throws IOException, InterruptedException {
    try (Folder folder = Folder.temporary()) {
      Path saved = folder.path().resolve("interpreted.json");
      List<String> arguments = new ArrayList<>(List.of("bench", "turns", "--interpreted"));
      arguments.addAll(List.of("--sessions", Integer.toString(sessions)));
      arguments.addAll(repeats.arguments());
      arguments.addAll(List.of("--save", saved.toString()));
      ChildJvm.run(ChildJvm.command(false, List.of(), arguments), CHILD_PATIENCE_S);
      return ReportJson.read(saved);
    }
  }
}
