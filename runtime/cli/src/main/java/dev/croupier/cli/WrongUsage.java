package dev.croupier.cli;

import dev.croupier.host.Suggestion;
import java.util.Collection;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Tells what is wrong with a command line. A slip in the name of a command or an option is answered
 * with the right name, anything else with the usage.
 *
 * @param usual tells the rest
 */
record WrongUsage(IParameterExceptionHandler usual) implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException error, String[] arguments) throws Exception {
    Optional<String> meant =
        error instanceof UnmatchedArgumentException unmatched
            ? meant(unmatched.getUnmatched().getFirst(), error.getCommandLine())
            : Optional.empty();
    if (meant.isEmpty()) {
      return usual.handleParseException(error, arguments);
    }
    CommandLine line = error.getCommandLine();
    line.getErr().println(line.getColorScheme().errorText(error.getMessage()));
    line.getErr()
        .println(
            "Did you mean: " + line.getCommandSpec().qualifiedName() + " " + meant.get() + "?");
    return CommandLine.ExitCode.USAGE;
  }

  private static Optional<String> meant(String written, CommandLine line) {
    Collection<String> known =
        written.startsWith("-")
            ? line.getCommandSpec().optionsMap().keySet()
            : line.getSubcommands().keySet();
    return Suggestion.closest(written, known);
  }
}
