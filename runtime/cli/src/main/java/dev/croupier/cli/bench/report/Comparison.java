package dev.croupier.cli.bench.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A run beside an earlier one of the same benchmark. A difference counts only if it is larger than
 * the noise of both runs together.
 *
 * @param changes one per figure that is in both
 */
public record Comparison(List<Change> changes) {

  /** Copies the list. */
  public Comparison {
    changes = List.copyOf(changes);
  }

  /**
   * One figure of both runs.
   *
   * @param figure table, row and measure
   * @param better which way it should go
   * @param before the earlier run
   * @param now this run
   */
  public record Change(String figure, Better better, Samples before, Samples now) {

    /**
     * @return how much the median changed, in percent of the earlier one
     */
    public double percent() {
      double base = before.median();
      return base == 0 ? 0 : (now.median() - base) / Math.abs(base) * 100;
    }

    /**
     * @return the noise of both runs together, in percent
     */
    public double noisePercent() {
      return before.noisePercent() + now.noisePercent();
    }

    /**
     * @return {@code better}, {@code worse}, or {@code ""} if the difference is within the noise
     */
    public String verdict() {
      double change = percent();
      if (better == Better.NEITHER || Math.abs(change) <= noisePercent()) {
        return "";
      }
      return change > 0 == (better == Better.HIGHER) ? "better" : "worse";
    }
  }

  /**
   * @param before the earlier run
   * @param now this run
   * @return what changed
   * @throws ReportException if they are of different benchmarks
   */
  public static Comparison of(Report before, Report now) {
    if (!before.bench().equals(now.bench())) {
      throw new ReportException(
          "a run of bench " + before.bench() + " cannot be compared with one of " + now.bench());
    }
    List<Change> changes = new ArrayList<>();
    for (FigureTable table : now.tables()) {
      before.table(table.title()).ifPresent(earlier -> compare(earlier, table, changes));
    }
    return new Comparison(changes);
  }

  private static void compare(FigureTable before, FigureTable now, List<Change> changes) {
    for (Row row : now.rows()) {
      for (Measure measure : now.measures()) {
        Samples earlier = before.cell(row.name(), measure.name());
        Samples later = now.cell(row.name(), measure.name());
        if (!earlier.isEmpty() && !later.isEmpty() && measure.better() != Better.NEITHER) {
          changes.add(
              new Change(row.name() + ", " + measure.heading(), measure.better(), earlier, later));
        }
      }
    }
  }

  /**
   * @return the comparison for people, line by line
   */
  public List<String> lines() {
    if (changes.isEmpty()) {
      return List.of("The two runs have no figure in common.");
    }
    List<List<String>> cells = new ArrayList<>();
    cells.add(List.of("", "before", "now", "change", "noise", ""));
    for (Change change : changes) {
      cells.add(
          List.of(
              change.figure(),
              FigureText.number(change.before().median()),
              FigureText.number(change.now().median()),
              FigureText.percent(change.percent()),
              "±%.0f %%".formatted(change.noisePercent()),
              change.verdict()));
    }
    return ReportText.grid(cells, 1);
  }
}
