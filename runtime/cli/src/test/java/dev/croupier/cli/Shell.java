package dev.croupier.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs commands in this process, as a person with prepared answers, and keeps what they print. */
final class Shell {
  private final Map<String, String> environment = new HashMap<>(Map.of("NO_COLOR", "1"));
  private final StringBuilder everything = new StringBuilder();

  /** How a command ended, and what was asked meanwhile. */
  record Ended(int exitCode, String out, String err, List<String> asked) {
    String all() {
      return out + err + asked;
    }
  }

  void set(String variable, String value) {
    environment.put(variable, value);
  }

  /** Everything all commands have printed. */
  String everything() {
    return everything.toString();
  }

  /** Runs a command with nobody at the terminal. */
  Ended run(String... arguments) {
    return run(Questions.NOBODY, new ArrayList<>(), arguments);
  }

  /** Runs a command whose questions get these answers, in order. */
  Ended answering(List<String> answers, String... arguments) {
    Deque<String> left = new ArrayDeque<>(answers);
    List<String> asked = new ArrayList<>();
    Questions person =
        new Questions() {
          @Override
          public Optional<String> line(String prompt) {
            asked.add(prompt);
            return Optional.ofNullable(left.poll());
          }

          @Override
          public Optional<String> secret(String prompt) {
            asked.add("(hidden) " + prompt);
            return Optional.ofNullable(left.poll());
          }
        };
    return run(person, asked, arguments);
  }

  private Ended run(Questions questions, List<String> asked, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            environment,
            questions);
    int exitCode = Croupier.execute(terminal, arguments);
    Ended ended = new Ended(exitCode, out.toString(UTF_8), err.toString(UTF_8), asked);
    everything.append(ended.all());
    return ended;
  }
}
