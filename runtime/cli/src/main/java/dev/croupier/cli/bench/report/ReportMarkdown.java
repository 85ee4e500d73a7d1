package dev.croupier.cli.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes reports for a page of the documentation. */
public final class ReportMarkdown {

  private ReportMarkdown() {}

  /**
   * @param report a report
   * @param plot where its plot is, relative to the page; {@code ""} if there is none
   * @return the page's part, line by line
   */
  public static List<String> lines(Report report, String plot) {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, String> entry : report.circumstances().entrySet()) {
      lines.add("- " + entry.getKey() + ": " + entry.getValue());
    }
    for (FigureTable table : report.tables()) {
      lines.add("");
      lines.add("**" + table.title() + "**");
      lines.add("");
      table(lines, table);
    }
    if (!plot.isEmpty()) {
      lines.add("");
      lines.add("![" + report.title() + "](" + plot + ")");
    }
    if (!report.aims().isEmpty()) {
      lines.add("");
      aims(lines, report.aims());
    }
    if (!report.problems().isEmpty()) {
      lines.add("");
      report
          .problems()
          .forEach((text, times) -> lines.add("- went wrong %,d times: %s".formatted(times, text)));
    }
    return lines;
  }

  private static void table(List<String> lines, FigureTable table) {
    StringBuilder heading = new StringBuilder("| " + table.head() + " |");
    StringBuilder rule = new StringBuilder("|---|");
    for (Measure measure : table.measures()) {
      heading.append(' ').append(measure.heading()).append(" |");
      rule.append("---:|");
    }
    lines.add(heading.toString());
    lines.add(rule.toString());
    for (Row row : table.rows()) {
      StringBuilder line = new StringBuilder("| " + row.name() + " |");
      row.cells().forEach(cell -> line.append(' ').append(FigureText.cell(cell)).append(" |"));
      lines.add(line.toString());
    }
  }

  private static void aims(List<String> lines, List<Aim> aims) {
    lines.add("| aim | wanted | measured | |");
    lines.add("|---|---:|---:|---|");
    for (Aim aim : aims) {
      String comment = aim.comment().isEmpty() ? "" : ": " + aim.comment();
      lines.add(
          "| %s | %s | %s | %s%s |"
              .formatted(aim.name(), aim.bound(), aim.found(), aim.verdict(), comment));
    }
  }
}
