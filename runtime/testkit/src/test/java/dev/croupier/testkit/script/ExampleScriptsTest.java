package dev.croupier.testkit.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.script.ScriptEngine;
import dev.croupier.script.ScriptLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tests beside the example scripts pass. */
class ExampleScriptsTest {

  private static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();

  @Test
  void testsBesideTheExamples_pass() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(PROJECT.resolve("scripts"))) {
      files = all.filter(file -> file.toString().endsWith(".test.js")).sorted().toList();
    }
    List<TestResult> results = new ArrayList<>();
    try (ScriptEngine engine = new ScriptEngine(ScriptLimits.DEFAULTS)) {
      ScriptTests tests = new ScriptTests(engine, PROJECT, 1, System::nanoTime, line -> {});
      files.forEach(file -> results.addAll(tests.run(file, each -> {})));
    }
    assertThat(results)
        .isNotEmpty()
        .allSatisfy(
            result ->
                assertThat(result.status())
                    .as(result::toString)
                    .isEqualTo(TestResult.Status.PASSED));
  }
}
