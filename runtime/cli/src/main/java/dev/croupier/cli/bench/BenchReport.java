package dev.croupier.cli.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a benchmark found, and where.
 *
 * @param title what was measured
 * @param circumstances machine, Java, settings: name to value, in the order they are shown
 * @param figures the figures
 */
public record BenchReport(String title, Map<String, String> circumstances, List<Figure> figures) {
  private static final String ROW = "  %-44s %12s %10s %10s %8s";

  /** Copies the collections, in their order. */
  public BenchReport {
    circumstances = new LinkedHashMap<>(circumstances);
    figures = List.copyOf(figures);
  }

  /**
   * @return whether nothing failed
   */
  public boolean clean() {
    return figures.stream().allMatch(figure -> figure.errorCount() == 0);
  }

  /**
   * @return the report for people, line by line
   */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(title);
    circumstances.forEach((name, value) -> lines.add("  %-8s %s".formatted(name, value)));
    lines.add("");
    lines.add(ROW.formatted("", "per second", "p50 ms", "p99 ms", "errors"));
    for (Figure figure : figures) {
      lines.add(
          ROW.formatted(
              label(figure),
              "%,.0f".formatted(figure.perSecond()),
              "%.2f".formatted(figure.p50Ms()),
              "%.2f".formatted(figure.p99Ms()),
              "%,d".formatted(figure.errorCount())));
    }
    for (Figure figure : figures) {
      new TreeMap<>(figure.errors())
          .forEach(
              (text, times) -> lines.add("  %s: %,d × %s".formatted(label(figure), times, text)));
    }
    return lines;
  }

  private static String label(Figure figure) {
    return figure.name().contains(figure.unit())
        ? figure.name()
        : figure.name() + " (" + figure.unit() + ")";
  }

  /**
   * @return the report for machines, one JSON object
   */
  public String json() {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("title", title);
    report.put("circumstances", circumstances);
    report.put("figures", figures.stream().map(BenchReport::members).toList());
    return JsonMapper.shared().writeValueAsString(report);
  }

  private static Map<String, Object> members(Figure figure) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("name", figure.name());
    members.put("unit", figure.unit());
    members.put("per_second", figure.perSecond());
    members.put("count", figure.count());
    members.put("seconds", figure.seconds());
    members.put("p50_ms", figure.p50Ms());
    members.put("p99_ms", figure.p99Ms());
    members.put("max_ms", figure.maxMs());
    members.put("errors", figure.errors());
    return members;
  }
}
