package dev.croupier.cli.bench.reload;

import dev.croupier.cli.bench.report.FigureTable;
import dev.croupier.cli.bench.report.Measure;
import dev.croupier.cli.bench.report.Plot;
import dev.croupier.cli.bench.report.Row;
import dev.croupier.cli.bench.report.Samples;
import dev.croupier.cli.bench.run.Folder;
import dev.croupier.cli.bench.run.Stages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** Reloads a script and a plugin many times. */
public final class ReloadFigures {
  /** The table's title. */
  public static final String TITLE = "From a save to the first message on the new code";

  /** The measure that has a bound. */
  public static final String HALF = "p50";

  private static final int GROUPS = 5;

  /** Authors save seconds apart, and a host gets ready for the next version half a second later. */
  private static final long PAUSE_MS = 700;

  private ReloadFigures() {}

  /**
   * @param app which kind of app
   * @return the row's name in the table
   */
  public static String row(ReloadedApp app) {
    return app.name().toLowerCase(Locale.ROOT);
  }

  /**
   * @param times how many reloads of each kind, 1 or more; a fifth as many come before
   * @param stages where to tell how it gets on
   * @return the times, waiting for the file to settle included; the noise is that of groups of
   *     reloads one after another
   * @throws Exception if the apps cannot be saved or played
   */
  public static FigureTable measure(int times, Stages stages) throws Exception {
    FigureTable table =
        FigureTable.of(
            TITLE,
            "app",
            Measure.low(HALF, "ms"),
            Measure.low("p95", "ms"),
            Measure.low("of it loading, p50", "ms"));
    for (ReloadedApp app : ReloadedApp.values()) {
      stages.next("reload a " + row(app));
      table = table.with(row(app, times));
    }
    return table.drawn(Plot.bars(HALF));
  }

  private static Row row(ReloadedApp app, int times) throws Exception {
    List<Double> half = new ArrayList<>();
    List<Double> most = new ArrayList<>();
    List<Double> load = new ArrayList<>();
    try (Folder folder = Folder.temporary();
        ReloadBench bench = new ReloadBench(app, folder.path())) {
      reload(bench, times / 5);
      int groups = Math.min(GROUPS, times);
      for (int group = 0; group < groups; group++) {
        List<ReloadBench.Times> measured =
            reload(bench, times * (group + 1) / groups - times * group / groups);
        half.add(at(measured, ReloadBench.Times::savedToMessageMs, 0.5));
        most.add(at(measured, ReloadBench.Times::savedToMessageMs, 0.95));
        load.add(at(measured, ReloadBench.Times::loadMs, 0.5));
      }
    }
    return Row.of(row(app), new Samples(half), new Samples(most), new Samples(load));
  }

  private static List<ReloadBench.Times> reload(ReloadBench bench, int times) throws Exception {
    List<ReloadBench.Times> measured = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
      measured.add(bench.reload());
    }
    return measured;
  }

  private static double at(
      List<ReloadBench.Times> measured, ToDoubleFunction<ReloadBench.Times> value, double share) {
    double[] sorted = measured.stream().mapToDouble(value).toArray();
    Arrays.sort(sorted);
    return sorted[Math.max(0, (int) Math.ceil(sorted.length * share) - 1)];
  }
}
