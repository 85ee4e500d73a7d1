package dev.croupier.cli.bench.developer;

import dev.croupier.cli.bench.reload.ReloadFigures;
import dev.croupier.cli.bench.reload.ReloadedApp;
import dev.croupier.cli.bench.report.Aim;
import dev.croupier.cli.bench.report.Better;
import dev.croupier.cli.bench.report.FigureTable;
import dev.croupier.cli.bench.report.Measure;
import dev.croupier.cli.bench.report.Plot;
import dev.croupier.cli.bench.report.Report;
import dev.croupier.cli.bench.report.Row;
import dev.croupier.cli.bench.report.Samples;
import dev.croupier.cli.bench.run.BenchException;
import dev.croupier.cli.bench.run.Folder;
import dev.croupier.cli.bench.run.Resources;
import dev.croupier.cli.bench.run.Stages;
import dev.croupier.cli.bench.run.WarmUp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Measures what an author waits for. */
final class DeveloperBench {
  private static final String FIRST_MESSAGE = "croupier run to the first handled message";
  private static final String VERSION = "croupier --version";
  private static final String KEYS = "croupier keys list";
  private static final String SCENARIO = "a test-kit table, ten rounds";
  private static final String TIME = "time";
  private static final String CROUPIER = "Croupier";
  private static final String GRAALJS = "GraalJS alone";
  private static final String NODE = "Node.js";
  private static final double WANTED_FIRST_MS = 1_500;
  private static final double WANTED_SHORT_MS = 600;
  private static final double WANTED_RELOAD_MS = 50;
  private static final double WANTED_WORK = 0.7;

  private final Launches launches = new Launches();
  private final WarmUp warmUp;
  private final Duration each;
  private final int repeats;
  private final Stages stages;
  private final Map<String, Long> problems = new TreeMap<>();
  private FigureTable times =
      FigureTable.of("What an author waits for", "", Measure.low(TIME, "ms"));
  private FigureTable work = new HeavyWork().table();
  private Samples workRatio = Samples.NONE;
  private Samples graalRatio = Samples.NONE;
  private FigureTable reloads = FigureTable.of(ReloadFigures.TITLE, "app");

  DeveloperBench(WarmUp warmUp, Duration each, int repeats, Stages stages) {
    this.warmUp = warmUp;
    this.each = each;
    this.repeats = repeats;
    this.stages = stages;
  }

  /** How many figures there are without reloads. */
  static int figures() {
    return 5;
  }

  String launcher() {
    return launches.description();
  }

  void starts() throws Exception {
    try (Folder folder = Folder.temporary()) {
      Resources.copy(folder.path(), "first-server.js", "first-player.js");
      folder.write(
          "croupier.yaml",
          """
          data: data
          seats:
            server: { app: first-server.js }
            player: { app: first-player.js, invites: always }
          """);
      launch(
          FIRST_MESSAGE,
          () -> launches.toLine(folder.path(), "the first message was handled", "run"));
      launch(VERSION, () -> launches.toEnd(folder.path(), "--version"));
      launch(KEYS, () -> launches.toEnd(folder.path(), "keys", "list"));
    }
  }

  private interface Launch {
    double ms() throws Exception;
  }

  /** The first one fills the system's caches and is not counted. */
  private void launch(String name, Launch launch) throws Exception {
    stages.next(name);
    launch.ms();
    List<Double> ms = new ArrayList<>();
    for (int i = 0; i < repeats; i++) {
      ms.add(launch.ms());
    }
    times = times.with(Row.of(name, new Samples(ms)));
  }

  void scenario() throws Exception {
    stages.next(SCENARIO);
    times = times.with(Row.of(SCENARIO, Scenario.measure(repeats)));
  }

  void reloads(int count) throws Exception {
    reloads = ReloadFigures.measure(count, stages);
  }

  void work() throws Exception {
    stages.next("work in a handler and elsewhere");
    try (HeavyWork heavy = new HeavyWork()) {
      HandlerWorker handler = new HandlerWorker(warmUp);
      heavy.add(CROUPIER, handler);
      heavy.add(GRAALJS, new GraalWorker(warmUp));
      try {
        heavy.add(NODE, new NodeWorker());
      } catch (BenchException e) {
        failed("work", e);
      }
      heavy.measure(repeats, each, stages);
      work = heavy.table();
      workRatio = heavy.ratio(CROUPIER, NODE);
      graalRatio = heavy.ratio(GRAALJS, NODE);
      handler.addProblemsTo(problems);
    }
  }

  /** What cannot be measured here is told, and the rest goes on. */
  void failed(String what, Exception error) {
    problems.merge(what + ": " + error.getMessage(), 1L, Long::sum);
  }

  Report report(Map<String, String> circumstances) {
    List<FigureTable> tables = new ArrayList<>();
    for (FigureTable table :
        List.of(times.drawn(Plot.bars(TIME)), reloads, work.drawn(Plot.bars(HeavyWork.RATE)))) {
      if (!table.rows().isEmpty()) {
        tables.add(table);
      }
    }
    return new Report(
        "developer", "What an author waits for", circumstances, tables, aims(), problems);
  }

  private List<Aim> aims() {
    return List.of(
        atMost(FIRST_MESSAGE, WANTED_FIRST_MS, times.cell(FIRST_MESSAGE, TIME)),
        atMost(VERSION, WANTED_SHORT_MS, times.cell(VERSION, TIME)),
        atMost(KEYS, WANTED_SHORT_MS, times.cell(KEYS, TIME)),
        atMost(
            "reload of a script, p50",
            WANTED_RELOAD_MS,
            reloads.cell(ReloadFigures.row(ReloadedApp.SCRIPT), ReloadFigures.HALF)),
        new Aim(
            "work in a handler as a multiple of Node.js",
            "times",
            WANTED_WORK,
            Better.HIGHER,
            workRatio.median(),
            graalRatio.isEmpty()
                ? ""
                : String.format(
                    Locale.ROOT,
                    "GraalJS without Croupier: %.2f times Node.js",
                    graalRatio.median())));
  }

  private static Aim atMost(String name, double wantedMs, Samples measured) {
    return new Aim(name, "ms", wantedMs, Better.LOWER, measured.median(), "");
  }
}
