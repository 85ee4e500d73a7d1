package dev.croupier.cli.bench.typescript;

import dev.croupier.cli.ExitCode;
import dev.croupier.cli.Table;
import dev.croupier.cli.Terminal;
import dev.croupier.cli.config.ConfigReader;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code croupier bench host}: the process that is measured beside Node.js. */
@Command(
    name = "host",
    hidden = true,
    description =
        "Plays the seats of a configuration without telling the story; for bench typescript.",
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  croupier bench host croupier.yaml"})
public final class BenchHostCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "The configuration.")
  private Path file = Path.of("croupier.yaml");

  /**
   * @param terminal where it prints
   */
  public BenchHostCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    Path base = file.toAbsolutePath().normalize().getParent();
    try (Table table =
        new Table(
            ConfigReader.read(file), base == null ? Path.of(".") : base, terminal.environment())) {
      table.prepare();
      table.host(table.startNode(), event -> {}).start().get();
      terminal.line("ready");
      // It ends with its process.
      new CountDownLatch(1).await();
    }
    return ExitCode.DONE;
  }
}
