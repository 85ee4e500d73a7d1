package dev.croupier.cli;

import dev.croupier.cli.config.ConfigException;
import dev.croupier.cli.config.ConfigReader;
import dev.croupier.cli.config.CroupierConfig;
import dev.croupier.host.HostConfig;
import dev.croupier.host.Isolation;
import dev.croupier.host.SeatConfig;
import dev.croupier.host.engine.App;
import dev.croupier.host.message.MessageSchemas;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code croupier check}: is everything there and in order? */
@Command(
    name = "check",
    description = "Reads a configuration and loads its apps and schemas; connects to nothing.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {"", "Example:", "  croupier check --config bot.yaml"})
final class CheckCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The configuration (default: croupier.yaml).")
  private Path file = Path.of("croupier.yaml");

  CheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    CroupierConfig config = ConfigReader.read(file);
    Path parent = file.toAbsolutePath().normalize().getParent();
    Path base = parent == null ? Path.of(".") : parent;
    try (Table table = new Table(config, base, terminal.environment())) {
      table.prepare();
      table.seats().forEach(seat -> describe(seat, table.find(seat)));
    } catch (ConfigException e) {
      throw ConfigReader.placed(file, e);
    }
    terminal.line(terminal.green(file + " is in order."));
    return ExitCode.DONE;
  }

  private void describe(SeatConfig seat, Table.FoundApp found) {
    try (App app = found.engine().load(found.source())) {
      MessageSchemas schemas =
          MessageSchemas.of(app.messages(), HostConfig.DEFAULTS.messageBytes());
      terminal.line(
          "  %s  %s %s, messages: %s"
              .formatted(
                  terminal.bold("%-10s".formatted(seat.name())),
                  found.source().kind()
                      + (seat.isolation() == Isolation.WORKER ? " in a worker" : ""),
                  app.name(),
                  String.join(", ", schemas.types())));
    }
  }
}
