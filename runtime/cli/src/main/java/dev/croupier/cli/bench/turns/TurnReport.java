package dev.croupier.cli.bench.turns;

import dev.croupier.cli.bench.memory.BenchApp;
import dev.croupier.cli.bench.report.Aim;
import dev.croupier.cli.bench.report.Better;
import dev.croupier.cli.bench.report.FigureTable;
import dev.croupier.cli.bench.report.Measure;
import dev.croupier.cli.bench.report.Plot;
import dev.croupier.cli.bench.report.Report;
import dev.croupier.cli.bench.report.Row;
import dev.croupier.cli.bench.report.Samples;
import dev.croupier.cli.bench.turns.TurnBench.Repetition;
import dev.croupier.cli.bench.turns.Variant.JournalKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Collects the figures of turns. */
final class TurnReport {
  private static final String PER_CPU_SECOND = "turns per CPU second";
  private static final String PER_SECOND = "turns per second";
  private static final String SHARE = "1 check + 1 signature of it";
  private static final double WANTED_SHARE_PERCENT = 70;

  private final String jsMode;
  private FigureTable turns =
      FigureTable.of(
          "Turns",
          "variant",
          Measure.high(PER_SECOND, ""),
          Measure.high(PER_CPU_SECOND, ""),
          Measure.low("CPU per turn", "µs"),
          Measure.low("allocated per turn", "KB"),
          Measure.high(SHARE, "%"),
          Measure.high("all signatures of it", "%"),
          Measure.low("checks per turn", ""),
          Measure.low("signatures per turn", ""));
  private FigureTable signers =
      FigureTable.of(
          "The signer alone",
          "signer",
          Measure.high("1 check + 1 signature per CPU second", ""),
          Measure.low("check", "µs"),
          Measure.low("recovery", "µs"),
          Measure.low("signature", "µs"));

  TurnReport(String jsMode) {
    this.jsMode = jsMode;
  }

  void add(Variant variant, List<Repetition> repetitions) {
    turns =
        turns.with(
            Row.of(
                variant.name(jsMode),
                samples(repetitions, repetition -> repetition.counted().perSecond()),
                samples(repetitions, repetition -> repetition.counted().perCpuSecond()),
                samples(repetitions, repetition -> repetition.counted().cpuMicros()),
                samples(repetitions, repetition -> repetition.counted().kilobytes()),
                samples(repetitions, Repetition::shareOfSignerPercent),
                samples(repetitions, Repetition::shareOfSignaturesPercent),
                samples(repetitions, Repetition::checksPerTurn),
                samples(repetitions, Repetition::signaturesPerTurn)));
  }

  void addSigner(String name, List<Repetition> repetitions) {
    signers =
        signers.with(
            Row.of(
                name,
                samples(repetitions, repetition -> 1e9 / repetition.signer().pairNanos()),
                samples(repetitions, repetition -> repetition.signer().verifyNanos() / 1e3),
                samples(repetitions, repetition -> repetition.signer().recoverNanos() / 1e3),
                samples(repetitions, repetition -> repetition.signer().signNanos() / 1e3)));
  }

  private static Samples samples(List<Repetition> repetitions, ToDoubleFunction<Repetition> value) {
    return Samples.of(repetitions.stream().mapToDouble(value).toArray());
  }

  /** The rows of another process, whose JavaScript runs in another mode. */
  void addRows(FigureTable other) {
    for (Row row : other.rows()) {
      turns = turns.with(row);
    }
  }

  Report report(Map<String, String> circumstances, Map<String, Long> problems) {
    List<FigureTable> tables = new ArrayList<>();
    tables.add(turns.drawn(Plot.bars(PER_CPU_SECOND)));
    if (!signers.rows().isEmpty()) {
      tables.add(signers);
    }
    return new Report(
        "turns",
        "Turns: signed message in, signed reply out",
        circumstances,
        tables,
        aims(),
        problems);
  }

  private List<Aim> aims() {
    double share = median(variant(JournalKind.OFF), SHARE);
    double fast = median(variant(JournalKind.FAST), PER_SECOND);
    double durable = median(variant(JournalKind.DURABLE), PER_SECOND);
    if (Double.isNaN(share)) {
      return List.of();
    }
    return List.of(
        new Aim(
            "turn throughput beside the signer alone",
            "%",
            WANTED_SHARE_PERCENT,
            Better.HIGHER,
            share,
            signatures()),
        new Aim(
            "durable beside fast, 64 sessions, 300 B",
            "%",
            WANTED_SHARE_PERCENT,
            Better.HIGHER,
            durable / fast * 100,
            ""));
  }

  /** Why the first aim is what it is. */
  private String signatures() {
    String row = variant(JournalKind.OFF).name(jsMode);
    return "a turn checks %.1f signatures and makes %.1f, which take %.0f %% of its time"
        .formatted(
            turns.cell(row, "checks per turn").median(),
            turns.cell(row, "signatures per turn").median(),
            turns.cell(row, "all signatures of it").median());
  }

  private double median(Variant variant, String measure) {
    return turns.cell(variant.name(jsMode), measure).median();
  }

  private static Variant variant(JournalKind journal) {
    return new Variant(BenchApp.SCRIPT, Variant.SMALL, journal, true, 1);
  }
}
