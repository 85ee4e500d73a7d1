package dev.croupier.cli;

import java.io.Console;
import java.util.Arrays;
import java.util.Optional;

/** Asks at the process's own console. */
record ConsoleQuestions(Console console) implements Questions {

  @Override
  public Optional<String> line(String prompt) {
    return Optional.ofNullable(console.readLine("%s ", prompt));
  }

  @Override
  public Optional<String> secret(String prompt) {
    char[] typed = console.readPassword("%s ", prompt);
    if (typed == null) {
      return Optional.empty();
    }
    String secret = new String(typed);
    Arrays.fill(typed, '\0');
    return Optional.of(secret);
  }
}
