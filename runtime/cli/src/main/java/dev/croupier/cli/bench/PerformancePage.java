package dev.croupier.cli.bench;

import dev.croupier.cli.bench.report.Report;
import dev.croupier.cli.bench.report.ReportException;
import dev.croupier.cli.bench.report.ReportJson;
import dev.croupier.cli.bench.report.ReportMarkdown;
import dev.croupier.cli.bench.report.SvgPlot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The page "Performance" of the documentation. What stands between the lines {@code <!-- bench NAME
 * -->} and {@code <!-- end -->} is written from {@code performance/NAME.json} beside the page; all
 * else is left as it is.
 */
public final class PerformancePage {
  /** The benchmarks of the page, in its order. */
  public static final List<String> BENCHES =
      List.of("turns", "typescript", "latency", "scale", "developer", "node");

  private static final String FOLDER = "performance";
  private static final String END = "<!-- end -->";

  private final Path page;

  /**
   * @param page the page's file
   */
  public PerformancePage(Path page) {
    this.page = page;
  }

  /**
   * @param bench a benchmark's name
   * @return where its figures are kept
   */
  public Path json(String bench) {
    return page.resolveSibling(FOLDER).resolve(bench + ".json");
  }

  /**
   * @param bench a benchmark's name
   * @return where its plot is kept
   */
  public Path plot(String bench) {
    return page.resolveSibling(FOLDER).resolve(bench + ".svg");
  }

  /**
   * @return the page as it should be, with the tables of all reports that are kept
   * @throws IOException if a file cannot be read
   * @throws ReportException if the page has no place for a benchmark
   */
  public String rendered() throws IOException {
    String text = Files.readString(page);
    for (String bench : BENCHES) {
      if (Files.exists(json(bench))) {
        text = with(text, bench, part(ReportJson.read(json(bench))));
      }
    }
    return text;
  }

  /**
   * Writes tables and plots of all reports that are kept.
   *
   * @throws IOException if a file cannot be read or written
   */
  public void write() throws IOException {
    for (String bench : BENCHES) {
      if (Files.exists(json(bench))) {
        String picture = SvgPlot.of(ReportJson.read(json(bench))).orElse("");
        if (!picture.isEmpty()) {
          Files.writeString(plot(bench), picture);
        }
      }
    }
    Files.writeString(page, rendered());
  }

  private static String part(Report report) {
    boolean drawn = SvgPlot.of(report).isPresent();
    return String.join(
        "\n", ReportMarkdown.lines(report, drawn ? FOLDER + "/" + report.bench() + ".svg" : ""));
  }

  private String with(String text, String bench, String part) {
    String begin = "<!-- bench " + bench + " -->";
    int from = text.indexOf(begin);
    int to = text.indexOf(END, Math.max(from, 0));
    if (from < 0 || to < 0) {
      throw new ReportException(page + " has no lines " + begin + " and " + END);
    }
    return text.substring(0, from + begin.length()) + "\n" + part + "\n" + text.substring(to);
  }
}
