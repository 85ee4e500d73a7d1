package dev.croupier.cli;

import dev.croupier.cli.config.ConfigException;
import dev.croupier.cli.config.ConfigReader;
import dev.croupier.cli.config.CroupierConfig;
import dev.croupier.cli.config.SeatSection;
import dev.croupier.host.TurnLimits;
import dev.croupier.host.engine.App;
import dev.croupier.host.journal.JournalReader;
import dev.croupier.host.replay.Replay;
import dev.croupier.host.replay.ReplayDivergedException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code croupier replay}: do recorded turns come to the same with the code of today? */
@Command(
    name = "replay",
    description = {
      "Runs recorded turns again, with the apps as they are now, and compares what comes of them.",
      "Nothing is sent and nothing is changed. Tells the first turn that differs."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  croupier replay                          every seat, from the configured data folder",
      "  croupier replay --seat server            one of them",
      "  croupier replay --data copied-from-afar  the journal of another folder"
    })
final class ReplayCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The configuration, which names the apps (default: croupier.yaml).")
  private Path file = Path.of("croupier.yaml");

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "Where the journal is (default: what the configuration says).")
  private @Nullable Path data;

  @Option(names = "--seat", paramLabel = "NAME", description = "Only this seat.")
  private @Nullable String only;

  ReplayCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    CroupierConfig config = ConfigReader.read(file);
    Path parent = file.toAbsolutePath().normalize().getParent();
    Path base = parent == null ? Path.of(".") : parent;
    JournalReader journal = new JournalReader(folder(config, base).resolve(Table.JOURNAL));
    boolean same = true;
    try (Table table = new Table(config, base, terminal.environment())) {
      for (String seat : only == null ? journal.seats() : List.of(only)) {
        same &= replay(seat, config, journal, table);
      }
    }
    return same ? ExitCode.DONE : ExitCode.FAILED;
  }

  private Path folder(CroupierConfig config, Path base) {
    if (data != null) {
      return data;
    }
    if (config.data().equals(CroupierConfig.IN_MEMORY)) {
      throw new ConfigException(
          file.toString(), "\"data\" is memory, which keeps nothing; name a folder with --data");
    }
    return base.resolve(config.data());
  }

  private boolean replay(String seat, CroupierConfig config, JournalReader journal, Table table) {
    SeatSection section = config.seats().get(seat);
    if (section == null) {
      throw new ConfigException(
          file.toString(),
          "there is no seat \"" + seat + "\"; the seats are " + config.seats().keySet());
    }
    Table.FoundApp found = table.find(SeatSetup.seat(seat, section, config));
    try (App app = found.engine().load(found.source())) {
      Replay.Result result =
          Replay.of(
              reader -> journal.load(seat, reader),
              app,
              new TurnLimits(SeatSetup.hostLimits(config.limits()))::apply);
      terminal.line(
          "%s: %,d turns of %s come to the same%s"
              .formatted(
                  terminal.bold(seat),
                  result.repeated(),
                  app.name(),
                  result.leftOut() == 0
                      ? ""
                      : "; %,d left out, since the journal does not hold all before them"
                          .formatted(result.leftOut())));
      return true;
    } catch (ReplayDivergedException e) {
      terminal.error(String.valueOf(e.getMessage()));
      return false;
    }
  }
}
