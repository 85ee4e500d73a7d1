package dev.croupier.cli.bench.report;

import java.util.List;
import java.util.OptionalDouble;

/**
 * One line of a table.
 *
 * @param name what was done, unique in its table
 * @param x where it stands on a plot's horizontal axis, if it is a number
 * @param cells one per measure of the table
 */
public record Row(String name, OptionalDouble x, List<Samples> cells) {
  /** Copies the list. */
  public Row {
    cells = List.copyOf(cells);
  }

  /**
   * @param name what was done
   * @param cells one per measure
   * @return the row
   */
  public static Row of(String name, Samples... cells) {
    return new Row(name, OptionalDouble.empty(), List.of(cells));
  }

  /**
   * @param name what was done
   * @param x where it stands on a plot
   * @param cells one per measure
   * @return the row
   */
  public static Row at(String name, double x, Samples... cells) {
    return new Row(name, OptionalDouble.of(x), List.of(cells));
  }
}
