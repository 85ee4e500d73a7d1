package dev.croupier.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a mistake in TypeScript leaves on the error stream. */
class NativePanicsTest {

  private static final String REPORT =
      """

      thread '<unnamed>' (29403) panicked at src/error.rs:145:26:
      Couldn't call throw transpile error: JavaException
      """;

  private static final String TRACE =
      """
      stack backtrace:
         0: __rustc::rust_begin_unwind
         1: <jni::env::EnvUnowned>::with_env::<swc4j::Java_coreTranspile::{closure#0}>
                   at ./src/lib.rs:3
      note: Some details are omitted, run with `RUST_BACKTRACE=full` for a verbose backtrace.
      """;

  private static final String NOTE =
      "note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace\n";

  @Test
  void report_isLeftOut_andNothingElse() {
    for (String after : new String[] {"", TRACE, NOTE}) {
      assertThat(NativePanics.without("one\n" + REPORT + after + "two\n" + REPORT + after))
          .isEqualTo("one\ntwo\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\nthread 'main' (1) panicked at src/error.rs:1:2:\nindex out of bounds\n",
        "\nthread '<unnamed>' panicked at src/core.rs:1:2:\nCouldn't call throw transpile error: JavaException\n",
        "a line without an end",
      })
  void otherReports_areKept(String text) {
    assertThat(NativePanics.without(text)).isEqualTo(text);
  }

  @Test
  void syntaxError_isThrown_andOnlyThat() throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Broken.class.getName())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    String errors = new String(child.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();

    assertThat(child.exitValue()).as(errors).isZero();
    assertThat(errors).contains("before\n", "after\n").doesNotContain("panicked", "backtrace");
  }

  /** Makes a mistake in a process of its own, whose error stream can be read. */
  static final class Broken {
    private Broken() {}

    public static void main(String[] arguments) {
      System.err.println("before");
      assertThatThrownBy(
              () ->
                  TypeScript.translate(
                      Path.of("/app/a.ts"), "const x: number = ;".getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(TypeScriptException.class)
          .hasMessageContaining("a.ts:1:19");
      System.err.println("after");
    }
  }
}
