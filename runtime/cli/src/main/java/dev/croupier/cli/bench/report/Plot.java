package dev.croupier.cli.bench.report;

import java.util.List;

/**
 * How a table is drawn.
 *
 * @param kind bars or lines
 * @param measures the names of the measures that are drawn, all of one unit
 * @param logarithmic whether the values' axis is, and for lines the horizontal axis too
 */
public record Plot(Kind kind, List<String> measures, boolean logarithmic) {
  /** Copies the list. */
  public Plot {
    measures = List.copyOf(measures);
  }

  /** The two kinds of drawings. */
  public enum Kind {
    /** A bar per row and measure. */
    BARS,
    /** A line per measure, over the rows' x. */
    LINES
  }

  /**
   * @param measures what is drawn
   * @return bars from zero
   */
  public static Plot bars(String... measures) {
    return new Plot(Kind.BARS, List.of(measures), false);
  }

  /**
   * @param measures what is drawn
   * @return lines on logarithmic axes
   */
  public static Plot lines(String... measures) {
    return new Plot(Kind.LINES, List.of(measures), true);
  }
}
