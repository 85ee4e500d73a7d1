package dev.croupier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.cli.bench.report.Report;
import dev.croupier.cli.bench.report.ReportJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The load generator against a node of its own, for moments: what it reports, not how fast. */
class BenchNodeCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path folder;

  @Test
  void everyFigure_hasARowThatIsNotZero_andNoErrors() throws IOException {
    Path saved = folder.resolve("figures.json");

    int exit =
        run(
            "bench node --ephemeral --clients 4 --seconds 0.1 --repeats 2 --participants 2,3 --save "
                + saved);

    assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain("croupier:");
    assertThat(exit).isEqualTo(ExitCode.DONE);
    assertThat(rows(out.toString(StandardCharsets.UTF_8)))
        .containsExactly(
            "logins, each on a new connection",
            "create+close pairs, two parties, co-signed",
            "transfers",
            "relayed messages, 2 participants (deliveries)",
            "relayed messages, 3 participants (deliveries)");
    Report report = ReportJson.read(saved);
    assertThat(report.tables().getFirst().rows())
        .hasSize(5)
        .allSatisfy(
            row ->
                assertThat(row.cells())
                    .allSatisfy(
                        cell -> {
                          assertThat(cell.values()).hasSize(2);
                          assertThat(cell.low()).isPositive();
                        }));
    assertThat(report.problems()).isEmpty();
    assertThat(report.circumstances()).containsEntry("Ledger", "in memory");
  }

  @Test
  void nodeThatIsNotThere_isNamed() {
    int exit = run("bench node --url ws://127.0.0.1:1/ws --admin http://127.0.0.1:1");

    assertThat(exit).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("no local node answers at http://127.0.0.1:1");
  }

  @Test
  void settingsOutOfRange_areRefused_withTheRange() {
    assertThat(run("bench node --clients 1")).isEqualTo(2);
    assertThat(run("bench node --seconds 0")).isEqualTo(2);
    assertThat(run("bench node --participants 2,129")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("--clients 1: must be 2 to 1000")
        .contains("--seconds 0: must be 0.05 to 600")
        .contains("--participants 129: must be 2 to 128");
  }

  private int run(String arguments) {
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of("NO_COLOR", "1"));
    return Croupier.execute(terminal, arguments.split(" "));
  }

  /** The names in the table: what stands before the numbers. */
  private static List<String> rows(String printed) {
    List<String> lines = Arrays.asList(printed.split("\n"));
    int header = 0;
    while (!lines.get(header).contains("per second")) {
      header++;
    }
    int end = lines.indexOf("Aims") - 1;
    return lines.subList(header + 1, end).stream()
        .map(line -> line.strip().split(" {2,}")[0])
        .toList();
  }
}
