package dev.croupier.cli.bench.report;

import dev.croupier.cli.bench.report.Svg.Anchor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Draws a report: its tables with a plot, one below the other. */
public final class SvgPlot {
  private static final int WIDTH = 960;
  private static final int MARGIN = 24;
  private static final int FEWEST_LABEL = 80;
  private static final int MOST_LABEL = 420;
  private static final double CHARACTER = 6.7;
  private static final int BAR = 16;
  private static final int GAP = 10;
  private static final int LINE = 13;
  private static final int CHART_HEIGHT = 240;
  private static final int VALUE_ROOM = 110;
  private static final String INK = "#1f2328";
  private static final String PALE = "#59636e";
  private static final String GRID = "#d8dee4";
  private static final List<String> COLOURS =
      List.of("#2f6fb0", "#d1762a", "#3f8f5a", "#8a5bb0", "#b0413e");

  private final Svg svg = new Svg(WIDTH);
  private double y = MARGIN;

  private SvgPlot() {}

  /**
   * @param report a report
   * @return a picture, empty if no table has a plot
   */
  public static Optional<String> of(Report report) {
    List<FigureTable> drawn =
        report.tables().stream()
            .filter(table -> table.plot().isPresent() && !table.rows().isEmpty())
            .toList();
    return drawn.isEmpty() ? Optional.empty() : Optional.of(new SvgPlot().draw(report, drawn));
  }

  private String draw(Report report, List<FigureTable> tables) {
    svg.text(MARGIN, y + 8, 17, INK, Anchor.START, report.title());
    y += 28;
    svg.text(MARGIN, y, 11, PALE, Anchor.START, report.circumstances().getOrDefault("Machine", ""));
    y += 16;
    svg.text(MARGIN, y, 11, PALE, Anchor.START, report.circumstances().getOrDefault("Java", ""));
    y += 20;
    for (FigureTable table : tables) {
      chart(table, table.plot().orElseThrow());
    }
    return svg.document(report.title(), y);
  }

  private void chart(FigureTable table, Plot plot) {
    List<Series> series = series(table, plot);
    y += 18;
    svg.text(MARGIN, y, 14, INK, Anchor.START, table.title());
    y += 10;
    if (series.size() > 1) {
      legend(series);
    }
    y += 8;
    if (plot.kind() == Plot.Kind.BARS) {
      bars(table, series, plot.logarithmic());
    } else {
      lines(table, series, plot.logarithmic());
    }
    y += MARGIN;
  }

  private record Series(Measure measure, String colour, List<Samples> values) {}

  private static List<Series> series(FigureTable table, Plot plot) {
    List<Series> series = new ArrayList<>();
    for (Measure measure : table.measures()) {
      if (plot.measures().contains(measure.name())) {
        series.add(
            new Series(
                measure,
                COLOURS.get(series.size() % COLOURS.size()),
                table.rows().stream().map(row -> table.cell(row.name(), measure.name())).toList()));
      }
    }
    return series;
  }

  private void legend(List<Series> series) {
    y += 14;
    double x = MARGIN;
    for (Series one : series) {
      svg.bar(x, y - 9, 10, 10, one.colour());
      svg.text(x + 15, y, 12, INK, Anchor.START, one.measure().name());
      x += 30 + 7 * one.measure().name().length();
    }
  }

  private static Axis axis(List<Series> series, boolean logarithmic) {
    return Axis.over(
        series.stream()
            .flatMap(one -> one.values().stream())
            .filter(samples -> !samples.isEmpty())
            .map(Samples::high)
            .toList(),
        logarithmic);
  }

  private void bars(FigureTable table, List<Series> series, boolean logarithmic) {
    Axis axis = axis(series, logarithmic);
    int longest = table.rows().stream().mapToInt(row -> row.name().length()).max().orElse(0);
    double left = MARGIN + Math.clamp(longest * CHARACTER + GAP, FEWEST_LABEL, MOST_LABEL);
    double room = WIDTH - left - MARGIN - VALUE_ROOM;
    double rowHeight = BAR * series.size() + GAP;
    double bottom = y + rowHeight * table.rows().size();
    for (double tick : axis.ticks()) {
      double x = left + room * axis.share(tick);
      svg.line(x, y, x, bottom, GRID, 1);
      svg.text(x, bottom + 14, 11, PALE, Anchor.MIDDLE, FigureText.withUnit(tick, ""));
    }
    for (int row = 0; row < table.rows().size(); row++) {
      double top = y + row * rowHeight + GAP / 2.0;
      svg.text(
          left - 8,
          top + BAR * series.size() / 2.0 + 4,
          12,
          INK,
          Anchor.END,
          table.rows().get(row).name());
      for (int i = 0; i < series.size(); i++) {
        bar(series.get(i), row, left, top + i * BAR, room, axis);
      }
    }
    svg.line(left, y, left, bottom, PALE, 1);
    svg.text(
        left + room / 2,
        bottom + 30,
        11,
        PALE,
        Anchor.MIDDLE,
        series.getFirst().measure().heading());
    y = bottom + 32;
  }

  /** A bar, its value behind it, and a thin line from the lowest to the highest repetition. */
  private void bar(Series series, int row, double left, double top, double room, Axis axis) {
    Samples samples = series.values().get(row);
    if (samples.isEmpty()) {
      return;
    }
    double length = room * axis.share(samples.median());
    double highest = room * axis.share(samples.high());
    double middle = top + (BAR - 2) / 2.0;
    svg.bar(left, top, length, BAR - 2, series.colour());
    svg.line(left + room * axis.share(samples.low()), middle, left + highest, middle, INK, 1);
    svg.text(
        left + Math.max(length, highest) + 6,
        middle + 4,
        11,
        INK,
        Anchor.START,
        FigureText.number(samples.median()));
  }

  private void lines(FigureTable table, List<Series> series, boolean logarithmic) {
    svg.text(MARGIN, y + GAP, 11, PALE, Anchor.START, series.getFirst().measure().unit());
    y += 2 * GAP;
    Axis vertical = axis(series, logarithmic);
    Axis horizontal =
        Axis.over(table.rows().stream().map(row -> row.x().orElse(0)).toList(), logarithmic);
    double left = MARGIN + 70;
    double room = WIDTH - left - MARGIN - VALUE_ROOM / 2.0;
    double bottom = y + CHART_HEIGHT;
    for (double tick : vertical.ticks()) {
      double at = bottom - CHART_HEIGHT * vertical.share(tick);
      svg.line(left, at, left + room, at, GRID, 1);
      svg.text(left - 8, at + 4, 11, PALE, Anchor.END, FigureText.withUnit(tick, ""));
    }
    for (Row row : table.rows()) {
      double at = left + room * horizontal.share(row.x().orElse(0));
      svg.line(at, bottom, at, bottom + 4, PALE, 1);
      svg.text(
          at, bottom + 16, 11, PALE, Anchor.MIDDLE, FigureText.withUnit(row.x().orElse(0), ""));
    }
    svg.line(left, bottom, left + room, bottom, PALE, 1);
    for (Series one : series) {
      line(table, one, left, bottom, room, horizontal, vertical);
    }
    ends(series, left + room + GAP, bottom, vertical);
    svg.text(left + room / 2, bottom + 32, 11, PALE, Anchor.MIDDLE, table.head());
    y = bottom + 34;
  }

  private void line(
      FigureTable table,
      Series series,
      double left,
      double bottom,
      double room,
      Axis horizontal,
      Axis vertical) {
    double lastX = Double.NaN;
    double lastY = Double.NaN;
    for (int i = 0; i < table.rows().size(); i++) {
      Samples samples = series.values().get(i);
      if (!samples.isEmpty()) {
        double x = left + room * horizontal.share(table.rows().get(i).x().orElse(0));
        double at = bottom - CHART_HEIGHT * vertical.share(samples.median());
        if (!Double.isNaN(lastX)) {
          svg.line(lastX, lastY, x, at, series.colour(), 2);
        }
        svg.dot(x, at, series.colour());
        lastX = x;
        lastY = at;
      }
    }
  }

  /** The last values beside the lines, no two at the same height. */
  private void ends(List<Series> series, double x, double bottom, Axis vertical) {
    List<Series> fromBelow =
        series.stream()
            .filter(one -> !one.values().getLast().isEmpty())
            .sorted(Comparator.comparingDouble(one -> one.values().getLast().median()))
            .toList();
    double above = Double.MAX_VALUE;
    for (Series one : fromBelow) {
      double value = one.values().getLast().median();
      double at = Math.min(bottom - CHART_HEIGHT * vertical.share(value) + 4, above);
      svg.text(x, at, 11, one.colour(), Anchor.START, FigureText.number(value));
      above = at - LINE;
    }
  }
}
