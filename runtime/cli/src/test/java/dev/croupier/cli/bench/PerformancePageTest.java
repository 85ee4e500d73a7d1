package dev.croupier.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.cli.bench.report.FigureTable;
import dev.croupier.cli.bench.report.Measure;
import dev.croupier.cli.bench.report.Report;
import dev.croupier.cli.bench.report.ReportException;
import dev.croupier.cli.bench.report.ReportJson;
import dev.croupier.cli.bench.report.Row;
import dev.croupier.cli.bench.report.Samples;
import dev.croupier.cli.bench.report.SvgPlot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerformancePageTest {
  private static final Path PAGE = Path.of("../../src/docs/performance.md");

  @TempDir private Path folder;

  @Test
  void thePublishedTablesAndPlots_areThoseOfTheSavedFigures() throws IOException {
    PerformancePage page = new PerformancePage(PAGE);

    assertThat(Files.readString(PAGE))
        .as("src/docs/performance.md; write it with: ./croupier bench all --no-run")
        .isEqualTo(page.rendered());
    for (String bench : PerformancePage.BENCHES) {
      assertThat(page.json(bench)).exists();
      SvgPlot.of(ReportJson.read(page.json(bench)))
          .ifPresent(picture -> assertThat(page.plot(bench)).hasContent(picture));
    }
  }

  @Test
  void whatStandsBetweenTheMarks_isReplaced_andNothingElse() throws IOException {
    Path file = folder.resolve("performance.md");
    PerformancePage page = new PerformancePage(file);
    Files.createDirectories(page.json("node").getParent());
    Files.writeString(page.json("node"), ReportJson.write(report()));
    Files.writeString(file, "before\n<!-- bench node -->\nold\n<!-- end -->\nafter\n");

    page.write();
    page.write();

    assertThat(Files.readString(file))
        .isEqualTo(
            "before\n<!-- bench node -->\n- Machine: here\n\n**Load**\n\n| what | speed |\n|---|---:|\n"
                + "| logins | 7.00 |\n<!-- end -->\nafter\n");
  }

  @Test
  void pageWithoutAPlaceForABenchmark_isRefused() throws IOException {
    Path file = folder.resolve("performance.md");
    PerformancePage page = new PerformancePage(file);
    Files.createDirectories(page.json("node").getParent());
    Files.writeString(page.json("node"), ReportJson.write(report()));
    Files.writeString(file, "nothing\n");

    assertThatThrownBy(page::rendered)
        .isInstanceOf(ReportException.class)
        .hasMessageContaining("<!-- bench node -->");
  }

  private static Report report() {
    FigureTable table =
        FigureTable.of("Load", "what", Measure.high("speed", ""))
            .with(Row.of("logins", Samples.of(7)));
    return new Report(
        "node", "A node", Map.of("Machine", "here"), List.of(table), List.of(), Map.of());
  }
}
