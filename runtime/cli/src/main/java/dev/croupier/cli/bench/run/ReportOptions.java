package dev.croupier.cli.bench.run;

import dev.croupier.cli.ExitCode;
import dev.croupier.cli.Terminal;
import dev.croupier.cli.bench.report.Comparison;
import dev.croupier.cli.bench.report.Report;
import dev.croupier.cli.bench.report.ReportJson;
import dev.croupier.cli.bench.report.ReportText;
import dev.croupier.cli.bench.report.SvgPlot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every benchmark can do with its report. */
public final class ReportOptions {

  @Option(names = "--json", description = "Print one JSON object instead of the tables.")
  private boolean json;

  @Option(names = "--save", paramLabel = "FILE", description = "Write the JSON object to a file.")
  private @Nullable Path save;

  @Option(names = "--plot", paramLabel = "FILE", description = "Draw the figures as SVG.")
  private @Nullable Path plot;

  @Option(
      names = "--compare",
      paramLabel = "FILE",
      description = "Compare with an earlier run that was saved to this file.")
  private @Nullable Path compare;

  /** Made by picocli. */
  public ReportOptions() {}

  /**
   * Reads what is compared with, before anything is measured.
   *
   * @return the earlier run, if one was named
   * @throws dev.croupier.cli.bench.report.ReportException if it cannot be read
   */
  public Optional<Report> earlier() {
    return Optional.ofNullable(compare).map(ReportJson::read);
  }

  /**
   * Prints, saves, draws and compares a report.
   *
   * @param report the report
   * @param earlier from {@link #earlier}
   * @param terminal where to print
   * @return the exit code: failed if anything went wrong while measuring
   * @throws IOException if a file cannot be written
   */
  public int tell(Report report, Optional<Report> earlier, Terminal terminal) throws IOException {
    if (save != null) {
      Files.writeString(save, ReportJson.write(report) + "\n");
    }
    if (plot != null) {
      Optional<String> picture = SvgPlot.of(report);
      if (picture.isPresent()) {
        Files.writeString(plot, picture.get());
      }
    }
    if (json) {
      terminal.line(ReportJson.write(report));
    } else {
      ReportText.lines(report).forEach(terminal::line);
    }
    if (earlier.isPresent()) {
      Comparison comparison = Comparison.of(earlier.get(), report);
      if (json) {
        comparison.lines().forEach(terminal::note);
      } else {
        terminal.line("");
        terminal.line("Compared with the earlier run");
        comparison.lines().forEach(terminal::line);
      }
    }
    return report.clean() ? ExitCode.DONE : ExitCode.FAILED;
  }
}
