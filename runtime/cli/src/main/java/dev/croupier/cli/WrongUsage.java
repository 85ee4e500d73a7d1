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
 */
final class WrongUsage implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException error, String[] arguments) {
    CommandLine line = error.getCommandLine();
    line.getErr().println(line.getColorScheme().errorText(error.getMessage()));
    Optional<String> meant =
        error instanceof UnmatchedArgumentException unmatched
            ? meant(unmatched.getUnmatched().getFirst(), line)
            : Optional.empty();
    if (meant.isPresent()) {
      String name = line.getCommandSpec().qualifiedName() + " " + meant.get();
      line.getErr().println("Did you mean: " + name + "?");
    } else {
      line.usage(line.getErr(), line.getColorScheme());
    }
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
