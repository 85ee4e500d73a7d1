package dev.croupier.cli.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Writes reports for a terminal. */
public final class ReportText {
  private static final int WIDEST_LINE = 100;

  private ReportText() {}

  /**
   * @param report a report
   * @return it for people, line by line
   */
  public static List<String> lines(Report report) {
    List<String> lines = new ArrayList<>();
    lines.add(report.title());
    int width =
        report.circumstances().keySet().stream().mapToInt(String::length).max().orElse(0) + 2;
    report
        .circumstances()
        .forEach((name, value) -> wrapped(lines, "  " + padded(name, width), value));
    for (FigureTable table : report.tables()) {
      lines.add("");
      lines.add(table.title());
      lines.addAll(grid(cells(table), 1));
    }
    if (!report.aims().isEmpty()) {
      lines.add("");
      lines.add("Aims");
      lines.addAll(grid(aims(report.aims()), 1));
      report.aims().stream()
          .filter(aim -> !aim.comment().isEmpty())
          .forEach(aim -> wrapped(lines, "  ", aim.name() + ": " + aim.comment()));
    }
    if (!report.problems().isEmpty()) {
      lines.add("");
      lines.add("Problems");
      for (Map.Entry<String, Long> problem : report.problems().entrySet()) {
        lines.add("  %,d × %s".formatted(problem.getValue(), problem.getKey()));
      }
    }
    return lines;
  }

  private static List<List<String>> cells(FigureTable table) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(row(table.head(), table.measures(), Measure::heading));
    table.rows().forEach(row -> cells.add(row(row.name(), row.cells(), FigureText::cell)));
    return cells;
  }

  private static <T> List<String> row(String name, List<T> values, Function<T, String> text) {
    List<String> row = new ArrayList<>();
    row.add(name);
    values.forEach(value -> row.add(text.apply(value)));
    return row;
  }

  private static List<List<String>> aims(List<Aim> aims) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(List.of("", "wanted", "measured", ""));
    aims.forEach(aim -> cells.add(List.of(aim.name(), aim.bound(), aim.found(), aim.verdict())));
    return cells;
  }

  /** Text columns to the left, the others to the right. */
  static List<String> grid(List<List<String>> cells, int textColumns) {
    int columns = cells.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : cells) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : cells) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String cell = row.get(i);
        String space = " ".repeat(widths[i] - cell.length());
        line.append("  ").append(i < textColumns ? cell + space : space + cell);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  /** Long values go on below their beginning. */
  private static void wrapped(List<String> lines, String head, String value) {
    StringBuilder line = new StringBuilder(head);
    int begun = line.length();
    for (String word : value.split(" ", -1)) {
      if (line.length() > begun && line.length() + word.length() > WIDEST_LINE) {
        lines.add(line.toString().stripTrailing());
        line = new StringBuilder(" ".repeat(begun));
      }
      line.append(word).append(' ');
    }
    lines.add(line.toString().stripTrailing());
  }
}
