package dev.croupier.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.graalvm.polyglot.Source;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was compiled for one context serves the next: other seats, other lanes, a reload. */
class SharedCodeTest {
  private static final String HANDLER = "export const onAppMessage = () => undefined;\n";

  private static ScriptEngine engine;
  @TempDir Path base;
  @TempDir Path elsewhere;

  @BeforeAll
  static void startEngine() {
    engine = new ScriptEngine(ScriptLimits.DEFAULTS);
  }

  @AfterAll
  static void stopEngine() {
    engine.close();
  }

  private static List<String> sources() {
    return engine.shared().getCachedSources().stream().map(Source::getName).sorted().toList();
  }

  @Test
  void start_sameTextInAnotherFolder_addsNoCode() {
    try (var first = new ScriptFolder(base, engine).start(HANDLER)) {
      List<String> before = sources();
      try (var second = new ScriptFolder(elsewhere, engine).start(HANDLER)) {
        assertThat(sources())
            .as("sources the engine has code of")
            .isEqualTo(before)
            .contains("croupier:core", "croupier:turns")
            .containsOnlyOnce("/bot/main.js");
      }
    }
  }

  @Test
  void start_otherText_addsThatTextOnly() {
    try (var first = new ScriptFolder(base, engine).start(HANDLER)) {
      List<String> before = sources();
      try (var second = new ScriptFolder(elsewhere, engine).start(HANDLER + "// another\n")) {
        assertThat(sources()).hasSize(before.size() + 1).containsAll(before);
      }
    }
  }

  /**
   * A class makes new names for its private fields whenever it is evaluated, which is once in each
   * context, and compiled code that met one name is thrown away when it meets another.
   */
  @ParameterizedTest
  @ValueSource(strings = {"core", "globals", "calls", "client", "chance", "turns"})
  void prelude_hasNoPrivateFields(String part) throws IOException {
    try (InputStream in = ScriptContext.class.getResourceAsStream(part + ".js")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(text).doesNotContainPattern("(\\.|^ +)#[a-zA-Z]");
    }
  }
}
