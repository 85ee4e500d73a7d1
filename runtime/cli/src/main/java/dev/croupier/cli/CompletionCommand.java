package dev.croupier.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code croupier completion}: a script that makes shells complete commands and options. */
@Command(
    name = "completion",
    description = "Prints a script that makes your shell complete commands, options and files.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  source <(croupier completion bash)                  for this shell; in ~/.bashrc for all",
      "  source <(croupier completion zsh)                   after compinit, in ~/.zshrc"
    })
final class CompletionCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "bash|zsh", description = "Your shell.")
  private String shell = "";

  CompletionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    CommandLine root = Croupier.commandLine(terminal);
    // One script serves both: in zsh it loads zsh's own support for bash's completions.
    switch (shell) {
      case "bash", "zsh" -> terminal.line(AutoComplete.bash("croupier", root));
      default ->
          throw new ParameterException(
              spec.commandLine(), "\"" + shell + "\" is neither bash nor zsh");
    }
    return ExitCode.DONE;
  }
}
