package dev.croupier.cli;

import dev.croupier.cli.create.Language;
import dev.croupier.cli.create.NewApp;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code croupier new}: an app to start from. */
@Command(
    name = "new",
    description = {
      "Writes a new app into a folder of its own: message types, handlers, an opponent, a test, a",
      "configuration. It runs as it is."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  croupier new guess --js          in JavaScript, into ./guess",
      "  croupier new guess --ts          in TypeScript",
      "  croupier new guess --java --dir plugins/guess"
    })
final class NewCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "NAME", description = "The app's name, such as tic-tac-toe.")
  private String name = "";

  @ArgGroup(multiplicity = "1")
  private Choice choice = new Choice();

  /** One of the languages. */
  static final class Choice {
    @Option(names = "--js", required = true, description = "JavaScript.")
    private boolean js;

    @Option(names = "--ts", required = true, description = "TypeScript.")
    private boolean ts;

    @Option(names = "--java", required = true, description = "A plugin in Java, built by Maven.")
    @SuppressWarnings("UnusedVariable") // what is left if it is neither of the others
    private boolean java;

    private Language language() {
      return js ? Language.JS : ts ? Language.TS : Language.JAVA;
    }
  }

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "The folder, which must be empty or not there (default: NAME).")
  private Path folder = Path.of("");

  NewCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    String problem = NewApp.problem(name);
    if (!problem.isEmpty()) {
      throw new ParameterException(spec.commandLine(), problem);
    }
    Path target = folder.toString().isEmpty() ? Path.of(name) : folder;
    Language language = choice.language();
    NewApp app = new NewApp(name, language, target);
    List<String> written =
        app.write(
            Map.of(
                "version", Version.text(),
                "pf4j", Version.of("pf4j"),
                "jspecify", Version.of("jspecify")));
    written.forEach(
        file -> terminal.line("  " + target.resolve(file) + (file.endsWith("/") ? "/" : "")));
    if (language != Language.JAVA) {
      ScriptTypes.of(target.toAbsolutePath().normalize(), List.of(name, "bot")).write();
      terminal.line("  " + target.resolve("types") + "/");
    }
    terminal.line("");
    terminal.line(terminal.green("Done.") + " Next:");
    terminal.line("  cd " + target);
    if (language == Language.JAVA) {
      terminal.line("  mvn package");
    }
    terminal.line("  croupier run");
    if (language != Language.JAVA) {
      terminal.line("  croupier test");
    }
    return ExitCode.DONE;
  }
}
