package dev.croupier.cli;

import dev.croupier.cli.config.ConfigReader;
import dev.croupier.cli.config.SeatSection;
import dev.croupier.cli.create.TypeFiles;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code croupier types}: what an editor has to know of scripts. */
@Command(
    name = "types",
    description = {
      "Writes TypeScript declarations beside scripts, into a folder types: of what Croupier gives",
      "to scripts, and of each app's messages, made from its schemas."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  croupier types                               for all scripts of ./croupier.yaml",
      "  croupier types scripts/ping-pong/player      for one",
      "  croupier types --check                       fails if a file is out of date; writes nothing"
    })
final class TypesCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      paramLabel = "APP",
      description =
          "Scripts, named as in the configuration (default: all scripts of the configuration).")
  private List<String> apps = List.of();

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The configuration; apps are relative to its folder (default: croupier.yaml).")
  private Path file = Path.of("croupier.yaml");

  @Option(names = "--check", description = "Write nothing; fail if a file is out of date.")
  private boolean check;

  TypesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    Collection<String> references = new LinkedHashSet<>(apps);
    if (apps.isEmpty()) {
      ConfigReader.read(file).seats().values().stream()
          .map(SeatSection::app)
          .forEach(references::add);
    }
    Path parent = file.toAbsolutePath().normalize().getParent();
    Path base = parent == null ? Path.of(".") : parent;
    TypeFiles files = ScriptTypes.of(base, references);
    Path here = Path.of("").toAbsolutePath();
    if (check) {
      List<Path> outOfDate = files.outOfDate();
      outOfDate.forEach(path -> terminal.error(shown(here, path) + " is out of date"));
      if (!outOfDate.isEmpty()) {
        terminal.error("run croupier types to write " + (outOfDate.size() == 1 ? "it" : "them"));
        return ExitCode.FAILED;
      }
      terminal.line(terminal.green("All " + files.all().size() + " files are up to date."));
      return ExitCode.DONE;
    }
    List<Path> written = files.write();
    written.forEach(path -> terminal.line("  " + shown(here, path)));
    terminal.line(
        written.isEmpty()
            ? "All " + files.all().size() + " files are up to date."
            : terminal.green(
                "%d of %d files written.".formatted(written.size(), files.all().size())));
    return ExitCode.DONE;
  }

  private static Path shown(Path here, Path file) {
    return file.startsWith(here) ? here.relativize(file) : file;
  }
}
