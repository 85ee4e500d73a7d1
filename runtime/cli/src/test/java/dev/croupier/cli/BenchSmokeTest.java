package dev.croupier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.cli.bench.report.FigureTable;
import dev.croupier.cli.bench.report.Report;
import dev.croupier.cli.bench.report.ReportJson;
import dev.croupier.cli.bench.report.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every benchmark, for moments: what it reports, not how fast. */
class BenchSmokeTest {
  private static final List<String> MOMENTS =
      List.of("--seconds", "0.05", "--repeats", "1", "--warm-up", "0.1");

  @TempDir private Path folder;

  @Test
  void turns_areCounted_savedDrawnAndCompared() throws Exception {
    Path saved = folder.resolve("turns.json");
    Path plot = folder.resolve("turns.svg");
    List<String> command =
        List.of(
            "turns",
            "--only",
            "Java plugin, 300 B, journal off",
            "--sessions",
            "2",
            "--save",
            saved.toString());
    Shell.Ended first = run(command, "--plot", plot.toString());
    Shell.Ended second = run(command, "--compare", saved.toString());

    assertThat(first.exitCode()).as(first.err()).isZero();
    Report report = ReportJson.read(saved);
    assertThat(report.problems()).isEmpty();
    Row row = report.table("Turns").orElseThrow().rows().getFirst();
    assertThat(row.name()).isEqualTo("Java plugin, 300 B, journal off");
    assertThat(row.cells()).allSatisfy(cell -> assertThat(cell.low()).isPositive());
    // The node's signature and the sender's of the message, the node's of the copy of the answer.
    assertThat(report.table("Turns").orElseThrow().cell(row.name(), "signatures per turn").median())
        .isBetween(1.0, 2.5);
    assertThat(report.table("The signer alone").orElseThrow().rows()).hasSize(1);
    assertThat(Files.readString(plot)).startsWith("<svg").contains(row.name());
    assertThat(second.out())
        .contains("Compared with the earlier run")
        .contains("turns per CPU second");
  }

  @Test
  void latency_isMeasuredAtPartsOfCapacity() throws Exception {
    Report report = report("latency", "--sessions", "2");

    FigureTable table = report.tables().get(1);
    assertThat(table.rows())
        .extracting(Row::name)
        .containsExactly(
            "durable, 25 %",
            "durable, 50 %", "durable, 75 %", "fast, 25 %", "fast, 50 %", "fast, 75 %");
    assertThat(table.rows())
        .allSatisfy(
            row -> {
              assertThat(table.cell(row.name(), "p50").median()).isPositive();
              assertThat(table.cell(row.name(), "longest").median())
                  .isGreaterThanOrEqualTo(table.cell(row.name(), "p99").median());
            });
    FigureTable late = report.tables().get(2);
    assertThat(late.rows().getFirst().name()).isEqualTo("no host, 1,000 times a second");
    assertThat(late.cell(late.rows().getFirst().name(), "longest").median()).isPositive();
    assertThat(names(late)).endsWith(names(table).toArray(String[]::new));
    assertThat(names(table))
        .allSatisfy(
            name ->
                assertThat(late.cell(name, "longest").median())
                    .isBetween(0.0, table.cell(name, "longest").median()));
    assertThat(report.problems()).isEmpty();
  }

  @Test
  void scale_startsWithAllSessions_andResumesThem() throws Exception {
    Report report = report("scale", "--sessions", "70", "--participants", "3");

    FigureTable sessions = report.tables().getFirst();
    assertThat(sessions.rows()).extracting(Row::name).containsExactly("70");
    assertThat(sessions.cell("70", "start with these to resume").median()).isPositive();
    assertThat(sessions.cell("70", "CPU per message").median()).isPositive();
    assertThat(report.tables().get(1).cell("3", "CPU per message").median()).isPositive();
    assertThat(report.problems()).isEmpty();
  }

  @Test
  void developer_measuresTablesAndWork_andSaysThatNodeIsNotThere() throws Exception {
    Report report = report("developer", "--parts", "tables,work");

    assertThat(report.table("What an author waits for").orElseThrow().rows()).hasSize(1);
    assertThat(report.table("A handler that computes").orElseThrow().rows())
        .extracting(Row::name)
        .startsWith("Croupier", "GraalJS alone");
    assertThat(report.problems().keySet())
        .allSatisfy(problem -> assertThat(problem).startsWith("work: ").contains("Node.js"));
  }

  @Test
  void typescript_withoutACheckout_saysWhatIsMissing() {
    Shell.Ended ended = run(List.of("typescript"));

    assertThat(ended.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(ended.err()).contains("Node.js");
  }

  @Test
  void all_withoutRunning_writesThePageOfTheKeptFigures() throws Exception {
    Path page = folder.resolve("performance.md");
    Files.writeString(page, "<!-- bench turns -->\n<!-- end -->\n");

    Shell.Ended ended = new Shell().run("bench", "all", "--no-run", "--page", page.toString());

    assertThat(ended.exitCode()).as(ended.err()).isZero();
    assertThat(page).hasContent("<!-- bench turns -->\n<!-- end -->\n");
    assertThat(new Shell().run("bench", "all", "--page", "nowhere.md").err())
        .contains("nowhere.md is not there");
  }

  @Test
  void settingsOutOfRange_areRefused_withTheRange() {
    Shell shell = new Shell();

    assertThat(shell.run("bench", "turns", "--seconds", "0.01").err())
        .contains("--seconds 0.01: must be 0.05 to 600");
    assertThat(shell.run("bench", "scale", "--repeats", "0").err())
        .contains("--repeats 0: must be 1 to 100");
    assertThat(shell.run("bench", "all", "--only", "turns,speed").err())
        .contains("--only speed: must be one of");
  }

  private static List<String> names(FigureTable table) {
    return table.rows().stream().map(Row::name).toList();
  }

  private Report report(String bench, String... more) {
    Path saved = folder.resolve(bench + ".json");
    List<String> command = new ArrayList<>(List.of(bench, "--save", saved.toString()));
    Shell.Ended ended = run(command, more);
    assertThat(saved).as(ended.err()).exists();
    return ReportJson.read(saved);
  }

  private static Shell.Ended run(List<String> command, String... more) {
    List<String> arguments = new ArrayList<>(List.of("bench"));
    arguments.addAll(command);
    arguments.addAll(MOMENTS);
    arguments.addAll(List.of(more));
    return new Shell().run(arguments.toArray(String[]::new));
  }
}
