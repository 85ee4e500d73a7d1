package dev.croupier.cli.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Figures of one subject.
 *
 * @param title the subject, unique in its report
 * @param head what the rows are
 * @param measures the columns
 * @param rows the lines
 * @param plot how it is drawn, if it is
 */
public record FigureTable(
    String title, String head, List<Measure> measures, List<Row> rows, Optional<Plot> plot) {

  /** Copies the lists and checks that every row has a cell per measure. */
  public FigureTable {
    measures = List.copyOf(measures);
    rows = List.copyOf(rows);
    for (Row row : rows) {
      if (row.cells().size() != measures.size()) {
        throw new ReportException(
            "row \""
                + row.name()
                + "\" of \""
                + title
                + "\" has "
                + row.cells().size()
                + " cells, but there are "
                + measures.size()
                + " measures");
      }
    }
  }

  /**
   * @param title the subject
   * @param head what the rows are
   * @param measures the columns
   * @return a table without rows and plot
   */
  public static FigureTable of(String title, String head, Measure... measures) {
    return new FigureTable(title, head, List.of(measures), List.of(), Optional.empty());
  }

  /**
   * @param row one more line
   * @return the table with it
   */
  public FigureTable with(Row row) {
    List<Row> more = new ArrayList<>(rows);
    more.add(row);
    return new FigureTable(title, head, measures, more, plot);
  }

  /**
   * @param drawn how it is drawn
   * @return the table with that plot
   */
  public FigureTable drawn(Plot drawn) {
    return new FigureTable(title, head, measures, rows, Optional.of(drawn));
  }

  /**
   * @param row a row's name
   * @param measure a measure's name
   * @return the cell; {@link Samples#NONE} if there is none
   */
  public Samples cell(String row, String measure) {
    int column = measures.stream().map(Measure::name).toList().indexOf(measure);
    return rows.stream()
        .filter(candidate -> candidate.name().equals(row) && column >= 0)
        .findFirst()
        .map(found -> found.cells().get(column))
        .orElse(Samples.NONE);
  }
}
