package dev.croupier.cli.bench.node;

import dev.croupier.cli.Version;
import dev.croupier.cli.bench.report.Aim;
import dev.croupier.cli.bench.report.Better;
import dev.croupier.cli.bench.report.FigureTable;
import dev.croupier.cli.bench.report.Measure;
import dev.croupier.cli.bench.report.Plot;
import dev.croupier.cli.bench.report.Report;
import dev.croupier.cli.bench.report.Row;
import dev.croupier.cli.bench.report.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Puts the figures of a node into a report. */
final class NodeReport {
  private static final double WANTED_DELIVERIES = 20_000;
  private static final double WANTED_PAIRS = 1_000;
  private static final String PER_SECOND = "per second";

  private NodeReport() {}

  static Report of(Map<String, String> circumstances, List<List<Figure>> figures) {
    FigureTable table =
        FigureTable.of(
            "What a node carries",
            "",
            Measure.high(PER_SECOND, ""),
            Measure.low("p50", "ms"),
            Measure.low("p99", "ms"));
    Map<String, Long> problems = new TreeMap<>();
    List<Aim> aims = new ArrayList<>();
    double deliveries = Double.NaN;
    for (List<Figure> repetitions : figures) {
      Figure last = repetitions.getLast();
      Row row =
          Row.of(
              label(last),
              samples(repetitions, Figure::perSecond),
              samples(repetitions, Figure::p50Ms),
              samples(repetitions, Figure::p99Ms));
      table = table.with(row);
      last.errors()
          .forEach((text, times) -> problems.merge(label(last) + ": " + text, times, Long::sum));
      double median = row.cells().getFirst().median();
      if (last.unit().equals(SessionPairs.UNIT)) {
        aims.add(aim("durable create+close pairs per second", WANTED_PAIRS, median));
      } else if (last.unit().equals(Messages.UNIT)) {
        deliveries = Double.isNaN(deliveries) ? median : Math.max(deliveries, median);
      }
    }
    aims.add(
        aim("relayed deliveries per second, best of the sizes", WANTED_DELIVERIES, deliveries));
    return new Report(
        "node",
        "Croupier " + Version.text() + " local node",
        circumstances,
        List.of(table.drawn(new Plot(Plot.Kind.BARS, List.of(PER_SECOND), true))),
        aims,
        problems);
  }

  private static Aim aim(String name, double wanted, double measured) {
    return new Aim(name, "", wanted, Better.HIGHER, measured, "");
  }

  private static Samples samples(List<Figure> repetitions, ToDoubleFunction<Figure> value) {
    return Samples.of(repetitions.stream().mapToDouble(value).toArray());
  }

  private static String label(Figure figure) {
    return figure.name().contains(figure.unit())
        ? figure.name()
        : figure.name() + " (" + figure.unit() + ")";
  }
}
