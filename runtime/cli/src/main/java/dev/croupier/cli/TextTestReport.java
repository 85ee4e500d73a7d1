package dev.croupier.cli;

import dev.croupier.testkit.script.TestResult;
import dev.croupier.testkit.script.TestResult.Problem;
import dev.croupier.testkit.script.TestResult.Status;
import java.util.List;
import java.util.Locale;

/** For people: a line per test, and under a failed one what was wrong and what had happened. */
final class TextTestReport implements TestReport {
  private static final int SHOWN_LINES = 40;

  private final Terminal terminal;
  private final long seed;

  TextTestReport(Terminal terminal, long seed) {
    this.terminal = terminal;
    this.seed = seed;
  }

  @Override
  public void file(String name) {
    terminal.line(terminal.bold(name));
  }

  @Override
  public void printed(String line) {
    line.lines().forEach(each -> terminal.line("    " + each));
  }

  @Override
  public void ended(TestResult result) {
    String name = result.name().isEmpty() ? "the file cannot be run" : result.name();
    String time = terminal.dim(" %d ms".formatted(result.took().toMillis()));
    terminal.line(
        switch (result.status()) {
          case PASSED -> "  " + terminal.green("✓") + " " + name + time;
          case SKIPPED -> terminal.dim("  - " + name + " (skipped)");
          case FAILED -> "  " + terminal.red("✗ " + name) + time;
        });
    result.problem().ifPresent(problem -> problem(result, problem));
  }

  private void problem(TestResult result, Problem problem) {
    String place = problem.place().isEmpty() ? result.place() : problem.place();
    terminal.line("    " + terminal.red(problem.message()));
    if (!place.isEmpty() && !problem.message().contains(place)) {
      terminal.line("    at " + terminal.bold(place));
    }
    problem.expected().ifPresent(value -> terminal.line("    expected  " + value));
    problem.actual().ifPresent(value -> terminal.line("    actual    " + value));
    List<String> happened = problem.transcript().lines().toList();
    if (!happened.isEmpty()) {
      int from = Math.max(0, happened.size() - SHOWN_LINES);
      terminal.line(terminal.dim("    What happened" + (from > 0 ? " (the end of it):" : ":")));
      happened
          .subList(from, happened.size())
          .forEach(line -> terminal.line(terminal.dim("    " + line)));
    }
  }

  @Override
  public void summary(List<TestResult> results, long nanos) {
    long failed = count(results, Status.FAILED);
    long skipped = count(results, Status.SKIPPED);
    String text =
        String.format(
            Locale.ROOT,
            "%d passed%s%s in %.1f s",
            count(results, Status.PASSED),
            failed > 0 ? ", " + failed + " failed" : "",
            skipped > 0 ? ", " + skipped + " skipped" : "",
            nanos / 1e9);
    terminal.line("");
    terminal.line(failed > 0 ? terminal.red(text + " (seed " + seed + ")") : terminal.green(text));
  }

  private static long count(List<TestResult> results, Status status) {
    return results.stream().filter(result -> result.status() == status).count();
  }
}
