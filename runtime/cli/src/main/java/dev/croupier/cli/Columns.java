package dev.croupier.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A short table for people: columns as wide as needed, numbers aligned at their decimal point. */
public final class Columns {
  private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*m");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
  private static final String GAP = "  ";

  private final List<String> heading;
  private final List<List<String>> rows = new ArrayList<>();

  private Columns(List<String> heading) {
    this.heading = heading;
  }

  /**
   * @param heading the columns' names
   * @return a table without rows
   */
  public static Columns of(String... heading) {
    return new Columns(List.of(heading));
  }

  /**
   * @param cells one per column
   */
  public void row(String... cells) {
    rows.add(List.of(cells));
  }

  /**
   * @return whether there are no rows
   */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /**
   * @param terminal where to print it
   */
  public void print(Terminal terminal) {
    List<List<String>> columns = new ArrayList<>();
    for (int column = 0; column < heading.size(); column++) {
      columns.add(aligned(column));
    }
    for (int line = 0; line <= rows.size(); line++) {
      StringBuilder text = new StringBuilder();
      for (List<String> column : columns) {
        text.append(text.isEmpty() ? "" : GAP).append(column.get(line));
      }
      String whole = text.toString().stripTrailing();
      terminal.line(line == 0 ? terminal.dim(whole) : whole);
    }
  }

  private List<String> aligned(int column) {
    int fraction = rows.stream().mapToInt(row -> fractionWidth(row.get(column))).max().orElse(0);
    boolean numbers =
        !rows.isEmpty() && rows.stream().allMatch(row -> NUMBER.matcher(row.get(column)).matches());
    List<String> cells = new ArrayList<>();
    cells.add(heading.get(column));
    for (List<String> row : rows) {
      String cell = row.get(column);
      cells.add(numbers ? cell + " ".repeat(fraction - fractionWidth(cell)) : cell);
    }
    int width = cells.stream().mapToInt(Columns::width).max().orElse(0);
    return cells.stream()
        .map(
            cell ->
                numbers
                    ? " ".repeat(width - width(cell)) + cell
                    : cell + " ".repeat(width - width(cell)))
        .toList();
  }

  private static int fractionWidth(String number) {
    int point = number.indexOf('.');
    return point < 0 ? 0 : number.length() - point;
  }

  private static int width(String cell) {
    return COLOURS.matcher(cell).replaceAll("").length();
  }
}
