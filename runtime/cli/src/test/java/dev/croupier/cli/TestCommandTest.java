package dev.croupier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TestCommandTest {

  private static final String PASSES =
      "import { test } from 'croupier:test';\ntest('holds', () => {});\n";
  private static final String FAILS =
      """
      import { test, table, expect } from 'croupier:test';
      test('does not hold', () => {
        const game = table({ seats: { anna: {} } });
        expect(game.balance('anna')).toBe('7');
      });
      test.skip('is left out', () => {});
      """;

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int croupier(String... arguments) {
    return Croupier.execute(
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of("NO_COLOR", "1")),
        arguments);
  }

  private String output() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void passingTests_inAllFoldersBelow_endWithZero() throws IOException {
    write("a/a.test.js", PASSES);
    write("b/c/b.test.mjs", PASSES);
    write("b/node_modules/x/x.test.js", FAILS);
    write("b/b.js", "nonsense");

    assertThat(croupier("test", folder.toString())).isZero();
    assertThat(output()).contains("a.test.js", "b.test.mjs", "✓ holds", "2 passed in ");
  }

  @Test
  void failedTest_isShownWithPlaceAndValues_andEndsWithOne() throws IOException {
    write("a.test.js", FAILS);
    write("b.test.js", PASSES);

    assertThat(croupier("test", "--seed", "5", folder.toString())).isEqualTo(1);
    assertThat(output())
        .contains(
            "✗ does not hold",
            "AssertionError: expect(…).toBe(\"7\")",
            "a.test.js:4:",
            "expected  \"7\"",
            "actual    \"100\"",
            "- is left out (skipped)",
            "1 passed, 1 failed, 1 skipped in ",
            "(seed 5)");
  }

  @Test
  void json_isAnObjectPerTest() throws IOException {
    write("a.test.js", FAILS);

    assertThat(croupier("test", "--json", folder.resolve("a.test.js").toString())).isEqualTo(1);
    JsonNode first = JsonMapper.shared().readTree(output().lines().findFirst().orElseThrow());
    assertThat(first.path("test").asString()).isEqualTo("does not hold");
    assertThat(first.path("status").asString()).isEqualTo("failed");
    assertThat(first.path("problem").path("expected").asString()).isEqualTo("\"7\"");
    assertThat(output().lines()).hasSize(2);
  }

  @Test
  void noTests_areAMistakeInTheCommand() {
    assertThat(croupier("test", folder.toString())).isEqualTo(3);
    assertThat(croupier("test", folder.resolve("missing").toString())).isEqualTo(3);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("there is no *.test.js", "missing does not exist");
  }
}
