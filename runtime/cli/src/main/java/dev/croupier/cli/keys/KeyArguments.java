package dev.croupier.cli.keys;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Options that other tools have for keys on the command line, and that are refused here with the
 * reason. What follows them is taken and dropped, so that no error message repeats it.
 */
public final class KeyArguments {
  static final String REFUSAL =
      "a private key is never taken from the command line: shells write arguments into their"
          + " history, and every user of the machine sees them in the list of processes; use a"
          + " prompt, a file or an environment variable. Consider the key that was typed here"
          + " known to others.";

  @Option(
      names = {"--key", "--private-key", "--private", "--secret"},
      arity = "0..1",
      fallbackValue = "",
      hidden = true)
  private List<String> keys = new ArrayList<>();

  @Option(
      names = {"--password", "--passphrase"},
      arity = "0..1",
      fallbackValue = "",
      hidden = true)
  private List<String> passwords = new ArrayList<>();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  /** Refuses them. */
  public void check() {
    if (!keys.isEmpty()) {
      throw new ParameterException(spec.commandLine(), REFUSAL);
    }
    if (!passwords.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "a password is never taken from the command line, where history and process list show it;"
              + " leave it out to be asked, or use --password-file FILE or --password-env NAME");
    }
  }
}
