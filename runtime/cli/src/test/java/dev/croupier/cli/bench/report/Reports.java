package dev.croupier.cli.bench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reports for tests. */
final class Reports {
  private Reports() {}

  /** Speed and delay of a hare and a tortoise, which has no delay. */
  static Report race(Samples hare, Samples tortoise) {
    FigureTable table =
        FigureTable.of("Race", "who", Measure.high("speed", "m/s"), Measure.low("delay", "ms"))
            .with(Row.at("hare", 1, hare, Samples.of(3)))
            .with(Row.at("tortoise", 10, tortoise, Samples.NONE))
            .drawn(Plot.bars("speed"));
    Map<String, String> circumstances = new LinkedHashMap<>();
    circumstances.put("Machine", "a meadow & <two> \"animals\"");
    circumstances.put("Java", "none");
    return new Report(
        "race",
        "A race",
        circumstances,
        List.of(table),
        List.of(
            new Aim("speed of the hare", "m/s", 10, Better.HIGHER, hare.median(), "it slept"),
            new Aim("delay", "ms", 5, Better.LOWER, Double.NaN, "")),
        Map.of("the hare lay down", 2L));
  }
}
