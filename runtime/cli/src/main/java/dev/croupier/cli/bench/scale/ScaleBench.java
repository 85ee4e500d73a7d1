package dev.croupier.cli.bench.scale;

import dev.croupier.cli.bench.memory.BenchApp;
import dev.croupier.cli.bench.memory.ClosedLoad;
import dev.croupier.cli.bench.memory.HostUnderLoad;
import dev.croupier.cli.bench.memory.World;
import dev.croupier.cli.bench.report.Aim;
import dev.croupier.cli.bench.report.Better;
import dev.croupier.cli.bench.report.FigureTable;
import dev.croupier.cli.bench.report.Measure;
import dev.croupier.cli.bench.report.Plot;
import dev.croupier.cli.bench.report.Report;
import dev.croupier.cli.bench.report.Row;
import dev.croupier.cli.bench.report.Samples;
import dev.croupier.cli.bench.run.CpuTime;
import dev.croupier.cli.bench.run.Folder;
import dev.croupier.cli.bench.run.Stages;
import dev.croupier.cli.bench.run.WarmUp;
import dev.croupier.host.journal.JournalMode;
import dev.croupier.host.journal.SqliteJournal;
import dev.croupier.protocol.crypto.Secp256k1;
import dev.croupier.script.ScriptEngine;
import dev.croupier.script.ScriptLimits;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lets a host have more and more sessions, then sessions with more and more participants. */
final class ScaleBench implements AutoCloseable {
  private static final int DATA_BYTES = 300;
  private static final int STATE_BYTES = 900;
  private static final int LOADED_SESSIONS = 64;
  private static final int LARGE_SESSIONS = 8;
  private static final int COLLECTIONS = 3;
  private static final double GIBIBYTE = 1L << 30;
  private static final double WANTED_PER_GIB = 100_000;
  private static final double WANTED_GROWTH = 1.2;
  private static final String HEAP = "heap per session";
  private static final String COST = "CPU per message";

  private final WarmUp firstWarmUp;
  private final Duration each;
  private final int repeats;
  private final Stages stages;
  private final Secp256k1 curve = Secp256k1.best();
  private final ScriptEngine scripts = new ScriptEngine(ScriptLimits.DEFAULTS);
  private final Map<String, Long> problems = new TreeMap<>();
  private FigureTable sessionTable =
      FigureTable.of(
          "Idle sessions with a state of 900 B",
          "sessions",
          Measure.low(HEAP, "bytes"),
          Measure.low("first start", "ms"),
          Measure.low("start with these to resume", "ms"),
          Measure.low(COST, "µs"));
  private FigureTable participantTable =
      FigureTable.of("Participants of a session", "participants", Measure.low(COST, "µs"));

  ScaleBench(WarmUp firstWarmUp, Duration each, int repeats, Stages stages) {
    this.firstWarmUp = firstWarmUp;
    this.each = each;
    this.repeats = repeats;
    this.stages = stages;
  }

  String jsMode() {
    return scripts.jsMode();
  }

  /** Lets the compilers do their work, so that the first figures are like the last. */
  void warmUp() throws IOException, InterruptedException {
    stages.next("warm-up");
    try (Folder folder = Folder.temporary();
        World world = World.of(new World.Size(1, LOADED_SESSIONS, 2, DATA_BYTES), curve);
        CountingJournal journal = journal(folder.path())) {
      String app = BenchApp.SCRIPT.write(folder.path());
      try (HostUnderLoad _ = start(world, folder.path(), app, journal)) {
        new ClosedLoad(world, LOADED_SESSIONS, DATA_BYTES).warmUp(firstWarmUp);
        world.problems().addTo(problems);
      }
    }
  }

  void sessions(int count) throws IOException, InterruptedException {
    stages.next("%,d sessions".formatted(count));
    World.Size size = new World.Size(1, count, 2, DATA_BYTES);
    try (Folder folder = Folder.temporary();
        World world = World.of(size, curve)) {
      String app = BenchApp.SCRIPT.write(folder.path());
      long before = usedHeap();
      double bytes;
      double firstMs;
      Samples cost;
      try (CountingJournal journal = journal(folder.path())) {
        long begun = System.nanoTime();
        try (HostUnderLoad _ = start(world, folder.path(), app, journal)) {
          journal.await(count);
          firstMs = CpuTime.seconds(System.nanoTime() - begun) * 1e3;
          bytes = Math.max(0, usedHeap() - before) / (double) count;
          stages.stage("messages");
          cost = cost(world, Math.min(count, LOADED_SESSIONS));
        }
      }
      stages.stage("resuming");
      double resumedMs = resume(world, folder.path(), app, count);
      world.problems().addTo(problems);
      sessionTable =
          sessionTable.with(
              Row.at(
                  "%,d".formatted(count),
                  count,
                  // Of a few sessions nothing is seen beside the rest of the host.
                  count < LOADED_SESSIONS ? Samples.NONE : Samples.of(bytes),
                  Samples.of(firstMs),
                  Samples.of(resumedMs),
                  cost));
    }
  }

  private double resume(World world, Path folder, String app, int count)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    try (CountingJournal journal = journal(folder);
        HostUnderLoad _ = start(world, folder, app, journal)) {
      journal.await(count);
      return CpuTime.seconds(System.nanoTime() - begun) * 1e3;
    }
  }

  void participants(int count) throws IOException, InterruptedException {
    stages.next(count + " participants");
    World.Size size = new World.Size(1, LARGE_SESSIONS, count, DATA_BYTES);
    try (Folder folder = Folder.temporary();
        World world = World.of(size, curve);
        CountingJournal journal = journal(folder.path())) {
      String app = BenchApp.SCRIPT.write(folder.path());
      try (HostUnderLoad _ = start(world, folder.path(), app, journal)) {
        participantTable =
            participantTable.with(
                Row.at(Integer.toString(count), count, cost(world, LARGE_SESSIONS)));
        world.problems().addTo(problems);
      }
    }
  }

  private Samples cost(World world, int loaded) throws InterruptedException {
    ClosedLoad load = new ClosedLoad(world, loaded, DATA_BYTES);
    load.warmUp(new WarmUp(each.multipliedBy(2), each.multipliedBy(8)));
    List<Double> micros = new ArrayList<>();
    for (int i = 0; i < repeats; i++) {
      micros.add(load.run(each).cpuMicros());
    }
    return new Samples(micros);
  }

  private static CountingJournal journal(Path folder) {
    return new CountingJournal(
        SqliteJournal.open(folder.resolve("journal.db"), JournalMode.DURABLE));
  }

  private HostUnderLoad start(World world, Path folder, String app, CountingJournal journal)
      throws InterruptedException {
    String settings = "{\"stateBytes\":" + STATE_BYTES + "}";
    return HostUnderLoad.start(
        world, new HostUnderLoad.Parts(folder, app, settings, scripts, curve, journal));
  }

  private static long usedHeap() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }

  Report report(Map<String, String> circumstances) {
    List<FigureTable> tables = new ArrayList<>();
    if (!sessionTable.rows().isEmpty()) {
      tables.add(sessionTable.drawn(Plot.lines("first start", "start with these to resume")));
    }
    if (!participantTable.rows().isEmpty()) {
      tables.add(participantTable.drawn(Plot.bars(COST)));
    }
    return new Report("scale", "Many sessions", circumstances, tables, aims(), problems);
  }

  private List<Aim> aims() {
    if (sessionTable.rows().size() < 2) {
      return List.of();
    }
    // The same number of messages under way, so that the same number share a commit.
    String fewest =
        sessionTable.rows().stream()
            .filter(row -> row.x().orElse(0) >= LOADED_SESSIONS)
            .findFirst()
            .orElse(sessionTable.rows().getFirst())
            .name();
    String most = sessionTable.rows().getLast().name();
    return List.of(
        new Aim(
            "idle sessions per GiB of heap",
            "",
            WANTED_PER_GIB,
            Better.HIGHER,
            GIBIBYTE / sessionTable.cell(most, HEAP).median(),
            "from " + most + " sessions"),
        new Aim(
            "a message with " + most + " sessions as a multiple of one with " + fewest,
            "times",
            WANTED_GROWTH,
            Better.LOWER,
            sessionTable.cell(most, COST).median() / sessionTable.cell(fewest, COST).median(),
            ""));
  }

  @Override
  public void close() {
    scripts.close();
  }
}
