package dev.croupier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The completion script, at work in real shells. */
@Timeout(60)
class CompletionCommandTest {
  @TempDir private Path folder;
  private final Shell shell = new Shell();

  /** What a shell offers after these words, the last one being typed. */
  private List<String> offered(List<String> program, String start, String... words)
      throws Exception {
    Path script = folder.resolve("completion.sh");
    Files.writeString(script, shell.run("completion", program.getFirst()).out());
    StringBuilder test = new StringBuilder(start).append("\nsource ").append(script).append('\n');
    test.append("COMP_WORDS=(croupier");
    for (String word : words) {
      test.append(" '").append(word).append('\'');
    }
    test.append(")\nCOMP_CWORD=").append(words.length);
    test.append("\nCOMP_LINE=\"${COMP_WORDS[*]}\"\nCOMP_POINT=${#COMP_LINE}\n");
    test.append("_complete_croupier\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n");
    Path file = Files.writeString(folder.resolve("test.sh"), test);
    Process process =
        new ProcessBuilder(
                java.util.stream.Stream.concat(
                        program.stream(), java.util.stream.Stream.of(file.toString()))
                    .toList())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  private static boolean present(String program) throws Exception {
    return new ProcessBuilder("sh", "-c", "command -v " + program).start().waitFor() == 0;
  }

  @Test
  void bash_completesCommandsAndOptions() throws Exception {
    assumeThat(present("bash")).as("bash is installed").isTrue();
    List<String> bash = List.of("bash", "--norc");

    assertThat(offered(bash, "", "ba")).containsExactly("balances");
    assertThat(offered(bash, "", "keys", "")).contains("new", "import", "list", "export");
    assertThat(offered(bash, "", "transfer", "--key")).contains("--keystore", "--key-env");
  }

  @Test
  void zsh_completesCommands() throws Exception {
    assumeThat(present("zsh")).as("zsh is installed").isTrue();

    assertThat(offered(List.of("zsh", "-f"), "autoload -U compinit; compinit -u", "ba"))
        .contains("balances");
  }

  @Test
  void script_offersNothingHidden() {
    assertThat(shell.run("completion", "bash").out())
        .contains("_complete_croupier", "bashcompinit")
        .doesNotContain("--private-key", "--passphrase");
  }

  @Test
  void otherShell_isRefused() {
    Shell.Ended ended = shell.run("completion", "fish");

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err()).contains("\"fish\" is neither bash nor zsh");
  }
}
