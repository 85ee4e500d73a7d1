package dev.croupier.cli.bench.latency;

import dev.croupier.cli.bench.memory.BenchApp;
import dev.croupier.cli.bench.memory.ClosedLoad;
import dev.croupier.cli.bench.memory.HostUnderLoad;
import dev.croupier.cli.bench.memory.OpenLoad;
import dev.croupier.cli.bench.memory.World;
import dev.croupier.cli.bench.report.Aim;
import dev.croupier.cli.bench.report.Better;
import dev.croupier.cli.bench.report.FigureTable;
import dev.croupier.cli.bench.report.Measure;
import dev.croupier.cli.bench.report.Plot;
import dev.croupier.cli.bench.report.Report;
import dev.croupier.cli.bench.report.Row;
import dev.croupier.cli.bench.report.Samples;
import dev.croupier.cli.bench.run.Folder;
import dev.croupier.cli.bench.run.Stages;
import dev.croupier.cli.bench.run.WarmUp;
import dev.croupier.host.journal.Journal;
import dev.croupier.host.journal.JournalMode;
import dev.croupier.host.journal.SqliteJournal;
import dev.croupier.protocol.crypto.Secp256k1;
import dev.croupier.script.ScriptEngine;
import dev.croupier.script.ScriptLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/** Finds the capacity of a host and loads it with parts of that, again and again. */
final class LatencyBench implements AutoCloseable {
  private static final int DATA_BYTES = 300;
  private static final List<Integer> PERCENTS = List.of(25, 50, 75);
  private static final double WANTED_MS = 5;
  private static final int DISK_SHARE = 2;
  private static final String ALONE = "no host, 1,000 times a second";
  private static final double ALONE_PER_S = 1_000;
  private static final double NANOS_PER_MS = TimeUnit.MILLISECONDS.toNanos(1);

  private final int sessions;
  private final WarmUp warmUp;
  private final Duration each;
  private final int repeats;
  private final Stages stages;
  private final ScriptEngine scripts = new ScriptEngine(ScriptLimits.DEFAULTS);
  private final Map<String, Long> problems = new TreeMap<>();
  private FigureTable table =
      FigureTable.of(
          "From when a message is due to when its answer leaves",
          "journal, share of capacity",
          Measure.plain("messages per second", ""),
          Measure.low("p50", "ms"),
          Measure.low("p99", "ms"),
          Measure.low("p99.9", "ms"),
          Measure.low("longest", "ms"));
  private FigureTable lateness =
      FigureTable.of(
          "How late the load's own thread was, waiting for nothing but the time",
          "journal, share of capacity",
          Measure.low("p50", "ms"),
          Measure.low("p99", "ms"),
          Measure.low("longest", "ms"));
  private final List<Histogram> syncs = new ArrayList<>();
  private FigureTable capacity =
      FigureTable.of("Capacity", "journal", Measure.high("messages per second", ""));

  /** One repetition at a part of the capacity. */
  private record Loaded(int percent, double perSecond, OpenLoad.Times times) {}

  LatencyBench(int sessions, WarmUp warmUp, Duration each, int repeats, Stages stages) {
    this.sessions = sessions;
    this.warmUp = warmUp;
    this.each = each;
    this.repeats = repeats;
    this.stages = stages;
  }

  /**
   * @param journals how many modes of the journal are measured
   * @return how many figures there are
   */
  static int figures(int journals) {
    return journals + 1;
  }

  String jsMode() {
    return scripts.jsMode();
  }

  /** How late a thread is on this machine while nothing else of this process runs. */
  void measureMachine() {
    stages.next("the machine alone");
    List<Histogram> late = new ArrayList<>();
    for (int i = 1; i <= repeats; i++) {
      stages.stage("measuring, " + i);
      late.add(OpenLoad.lateAlone(ALONE_PER_S, each));
    }
    addLate(ALONE, late);
  }

  private void addLate(String name, List<Histogram> late) {
    lateness =
        lateness.with(
            Row.of(
                name,
                samples(late, times -> times.getValueAtPercentile(50)),
                samples(late, times -> times.getValueAtPercentile(99)),
                samples(late, Histogram::getMaxValue)));
  }

  void measure(JournalMode mode) throws IOException, InterruptedException {
    Secp256k1 curve = Secp256k1.best();
    try (Folder folder = Folder.temporary();
        World world = World.of(new World.Size(1, sessions, 2, DATA_BYTES), curve);
        Journal journal = SqliteJournal.open(folder.path().resolve("journal.db"), mode);
        DiskAlone disk = new DiskAlone(folder.path())) {
      String app = BenchApp.SCRIPT.write(folder.path());
      var parts = new HostUnderLoad.Parts(folder.path(), app, "{}", scripts, curve, journal);
      try (HostUnderLoad _ = HostUnderLoad.start(world, parts)) {
        measure(world, mode.name().toLowerCase(Locale.ROOT), disk);
        world.problems().addTo(problems);
      }
    }
  }

  /**
   * Each repetition finds out anew what the host can carry and loads it with parts of that: what it
   * was a minute ago says little on a machine that others use too, and half of more than the host
   * can do is not half load.
   */
  private void measure(World world, String name, DiskAlone disk)
      throws IOException, InterruptedException {
    stages.next("journal " + name);
    ClosedLoad most = new ClosedLoad(world, sessions, DATA_BYTES);
    OpenLoad load = new OpenLoad(world);
    stages.stage("warming up");
    most.warmUp(warmUp);
    List<Double> capacities = new ArrayList<>();
    Map<Integer, List<Loaded>> parts = new TreeMap<>();
    for (int i = 0; i <= repeats; i++) {
      stages.stage("capacity, " + i);
      double capacityPerSecond = most.run(each).perSecond();
      List<Loaded> repetition = new ArrayList<>();
      for (int percent : PERCENTS) {
        stages.stage(percent + " %, " + i);
        double perSecond = capacityPerSecond * percent / 100;
        repetition.add(new Loaded(percent, perSecond, load.run(perSecond, each)));
        syncs.add(disk.run(each.dividedBy(DISK_SHARE)));
      }
      // The first time is not counted: this kind of load is new to the host.
      if (i > 0) {
        capacities.add(capacityPerSecond);
        repetition.forEach(
            loaded -> parts.computeIfAbsent(loaded.percent(), p -> new ArrayList<>()).add(loaded));
      }
    }
    capacity = capacity.with(Row.of(name, new Samples(capacities)));
    parts.forEach((percent, repetitions) -> add(rowName(name, percent), repetitions));
  }

  private void add(String name, List<Loaded> repetitions) {
    List<Histogram> answers = repetitions.stream().map(part -> part.times().answers()).toList();
    table =
        table.with(
            Row.of(
                name,
                Samples.of(repetitions.stream().mapToDouble(Loaded::perSecond).toArray()),
                samples(answers, times -> times.getValueAtPercentile(50)),
                samples(answers, times -> times.getValueAtPercentile(99)),
                samples(answers, times -> times.getValueAtPercentile(99.9)),
                samples(answers, Histogram::getMaxValue)));
    addLate(name, repetitions.stream().map(part -> part.times().late()).toList());
  }

  private static String rowName(String journal, int percent) {
    return journal + ", " + percent + " %";
  }

  private static Samples samples(List<Histogram> repetitions, ToDoubleFunction<Histogram> nanos) {
    return Samples.of(
        repetitions.stream()
            .mapToDouble(times -> nanos.applyAsDouble(times) / NANOS_PER_MS)
            .toArray());
  }

  Report report(Map<String, String> circumstances) {
    return new Report(
        "latency",
        "Latency under load",
        circumstances,
        List.of(
            capacity,
            table.drawn(new Plot(Plot.Kind.BARS, List.of("p50", "p99", "p99.9"), true)),
            lateness,
            disk()),
        List.of(
            new Aim(
                "p99 at half load, journal durable",
                "ms",
                WANTED_MS,
                Better.LOWER,
                table.cell(rowName("durable", 50), "p99").median(),
                String.format(
                    Locale.ROOT,
                    "the disk alone: %.1f ms; a thread that waits for nothing but the time: %.1f ms",
                    disk().cell(diskRow(), "p99").median(),
                    lateness.cell(rowName("durable", 50), "p99").median()))),
        problems);
  }

  private static String diskRow() {
    return DiskAlone.BYTES / 1_024 + " KB written over and synced";
  }

  private FigureTable disk() {
    return FigureTable.of(
            "The disk alone, between these runs",
            "",
            Measure.low("p50", "ms"),
            Measure.low("p99", "ms"),
            Measure.low("longest", "ms"))
        .with(
            Row.of(
                diskRow(),
                samples(syncs, times -> times.getValueAtPercentile(50)),
                samples(syncs, times -> times.getValueAtPercentile(99)),
                samples(syncs, Histogram::getMaxValue)));
  }

  @Override
  public void close() {
    scripts.close();
  }
}
