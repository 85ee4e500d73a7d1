package dev.croupier.cli.keys;

import dev.croupier.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a keystore's password comes from: a file, the environment, or a question. */
public final class PasswordOptions {
  /** The shortest password for a new keystore. */
  static final int SHORTEST = 8;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "A file whose first line is the keystore's password.")
  private @Nullable Path file;

  @Option(
      names = "--password-env",
      paramLabel = "NAME",
      description = "An environment variable that holds it. Without either it is asked for.")
  private @Nullable String variable;

  /**
   * @param terminal where to ask
   * @param what names the keystore in the question
   * @return the password
   * @throws SecretException if there is none
   */
  public String existing(Terminal terminal, String what) {
    return given(terminal).orElseGet(() -> asked(terminal, "Password of " + what + ":"));
  }

  /**
   * @param terminal where to ask, twice
   * @param what names the keystore in the question
   * @return the password for a new keystore
   * @throws SecretException if there is none, it is too short, or the two answers differ
   */
  String fresh(Terminal terminal, String what) {
    Optional<String> given = given(terminal);
    String password = given.orElseGet(() -> asked(terminal, "New password for " + what + ":"));
    if (password.codePointCount(0, password.length()) < SHORTEST) {
      throw new SecretException(
          "the password has fewer than %d characters; whoever copies the file could guess it"
              .formatted(SHORTEST));
    }
    if (given.isEmpty() && !password.equals(asked(terminal, "The same again:"))) {
      throw new SecretException("the two passwords differ; nothing was written");
    }
    return password;
  }

  private Optional<String> given(Terminal terminal) {
    if (file != null && variable != null) {
      throw new SecretException("--password-file and --password-env are both given; take one");
    }
    if (file != null) {
      return Optional.of(firstLine(file, "password file"));
    }
    if (variable != null) {
      return Optional.of(fromEnvironment(terminal, variable));
    }
    return Optional.empty();
  }

  private static String asked(Terminal terminal, String prompt) {
    return terminal
        .questions()
        .secret(prompt)
        .orElseThrow(
            () ->
                new SecretException(
                    "there is no terminal to ask for the password at; name it with"
                        + " --password-file FILE or --password-env NAME"));
  }

  static String fromEnvironment(Terminal terminal, String variable) {
    String value = terminal.environment().get(variable);
    if (value == null || value.isEmpty()) {
      throw new SecretException("environment variable " + variable + " is not set");
    }
    return value;
  }

  static String firstLine(Path file, String what) {
    try {
      Optional<String> open = OwnerOnly.openTo(file);
      if (open.isPresent()) {
        throw new SecretException(
            what + " " + file + " is open to other users (" + open.get() + "); chmod 600 " + file);
      }
      return Files.readString(file).lines().findFirst().orElse("");
    } catch (NoSuchFileException e) {
      throw new SecretException(what + " " + file + " does not exist");
    } catch (java.nio.charset.CharacterCodingException e) {
      throw new SecretException(what + " " + file + " is no UTF-8 text");
    } catch (IOException e) {
      throw new SecretException(what + " " + file + " cannot be read");
    }
  }
}
