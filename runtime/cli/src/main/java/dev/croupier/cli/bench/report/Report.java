package dev.croupier.cli.bench.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a benchmark found, and where.
 *
 * @param bench its name on the command line
 * @param title what was measured
 * @param circumstances machine, versions, settings: name to value, in the order they are shown
 * @param tables the figures
 * @param aims what they should be
 * @param problems what went wrong, warm-up included, and how often
 */
public record Report(
    String bench,
    String title,
    Map<String, String> circumstances,
    List<FigureTable> tables,
    List<Aim> aims,
    Map<String, Long> problems) {

  /** Copies the collections, in their order. */
  public Report {
    circumstances = Collections.unmodifiableMap(new LinkedHashMap<>(circumstances));
    tables = List.copyOf(tables);
    aims = List.copyOf(aims);
    problems = Collections.unmodifiableMap(new TreeMap<>(problems));
  }

  /**
   * @return whether nothing went wrong
   */
  public boolean clean() {
    return problems.isEmpty();
  }

  /**
   * @param table a table's title
   * @return the table, empty if there is none
   */
  public Optional<FigureTable> table(String table) {
    return tables.stream().filter(candidate -> candidate.title().equals(table)).findFirst();
  }

  /**
   * Another report's tables, aims and problems behind those of this one.
   *
   * @param other the other, of the same benchmark
   * @return both in one, with the circumstances of this one
   */
  public Report and(Report other) {
    List<FigureTable> allTables = new ArrayList<>(tables);
    allTables.addAll(other.tables);
    List<Aim> allAims = new ArrayList<>(aims);
    allAims.addAll(other.aims);
    Map<String, Long> allProblems = new TreeMap<>(problems);
    other.problems.forEach((text, times) -> allProblems.merge(text, times, Long::sum));
    return new Report(bench, title, circumstances, allTables, allAims, allProblems);
  }
}
