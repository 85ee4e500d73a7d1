package dev.croupier.cli;

import dev.croupier.testkit.script.TestResult;
import dev.croupier.testkit.script.TestResult.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** For programs: one JSON object per test, and what tests print on the error output. */
final class JsonTestReport implements TestReport {
  private final Terminal terminal;

  JsonTestReport(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void file(String name) {
    // Every test names its file.
  }

  @Override
  public void printed(String line) {
    terminal.err().println(line);
  }

  @Override
  public void ended(TestResult result) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("file", result.file());
    object.put("test", result.name());
    object.put("place", result.place());
    object.put("status", result.status().name().toLowerCase(Locale.ROOT));
    object.put("ms", result.took().toMillis());
    result.problem().ifPresent(problem -> object.put("problem", problem(problem)));
    terminal.line(JsonMapper.shared().writeValueAsString(object));
  }

  private static Map<String, Object> problem(Problem problem) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("message", problem.message());
    object.put("place", problem.place());
    problem.expected().ifPresent(value -> object.put("expected", value));
    problem.actual().ifPresent(value -> object.put("actual", value));
    object.put("happened", problem.transcript().lines().toList());
    return object;
  }

  @Override
  public void summary(List<TestResult> results, long nanos) {
    // The lines say it all, and the exit code the rest.
  }
}
