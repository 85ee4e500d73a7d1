package dev.croupier.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.croupier.cli.config.ConfigException;
import dev.croupier.cli.config.ConfigReader;
import dev.croupier.cli.config.CroupierConfig;
import dev.croupier.cli.story.JsonStory;
import dev.croupier.cli.story.Outcome;
import dev.croupier.cli.story.Story;
import dev.croupier.host.Host;
import dev.croupier.host.HostEvent;
import dev.croupier.host.HostListener;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code croupier run}: the seats of a configuration, at work. */
@Command(
    name = "run",
    description = "Plays the seats of a configuration.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  croupier run                         the seats of ./croupier.yaml",
      "  croupier run --config bot.yaml       another file",
      "  croupier run --json | jq .event      one JSON object per event"
    })
final class RunCommand implements Callable<Integer> {
  private static final long STORY_PATIENCE_S = 5;

  private final Terminal terminal;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The configuration (default: croupier.yaml).")
  private Path file = Path.of("croupier.yaml");

  @Option(names = "--json", description = "Print one JSON object per event instead of the story.")
  private boolean json;

  @Option(
      names = {"-v", "--verbose"},
      description = "Tell more, and log the frames that are sent and received.")
  private boolean verbose;

  RunCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    if (verbose) {
      ((Logger) LoggerFactory.getLogger("dev.croupier")).setLevel(Level.DEBUG);
    }
    CroupierConfig config = ConfigReader.read(file);
    Path base = file.toAbsolutePath().normalize().getParent();
    Outcome outcome = new Outcome();
    Story story = new Story(terminal, verbose);
    HostListener teller = json ? new JsonStory(terminal.out()) : story;
    // Events come on the host's threads, which must not wait for a terminal.
    ExecutorService printer = Executors.newSingleThreadExecutor(r -> new Thread(r, "story"));
    CountDownLatch end =
        config.until() == CroupierConfig.Until.SETTLED ? outcome.ended() : new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    // Ctrl-C ends the run like anything else: seats stop in order and balances are told.
    Thread hook = new Thread(() -> stopAndWait(end, over), "croupier-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try (Table table =
        new Table(config, base == null ? Path.of(".") : base, terminal.environment())) {
      table.prepare();
      URI node = table.startNode();
      heading(config, table, node);
      Host host = table.host(node, event -> printer.execute(() -> tell(event, teller, outcome)));
      host.start().get();
      end.await();
      printer.submit(() -> tellBalances(table, teller)).get();
      host.stop().get();
    } catch (ConfigException e) {
      throw ConfigReader.placed(file, e);
    } finally {
      printer.shutdown();
      if (!printer.awaitTermination(STORY_PATIENCE_S, TimeUnit.SECONDS)) {
        terminal.error("the story was cut off");
      }
      over.countDown();
    }
    return end(config, outcome, story);
  }

  private static void stopAndWait(CountDownLatch end, CountDownLatch over) {
    end.countDown();
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void tell(HostEvent event, HostListener teller, Outcome outcome) {
    teller.on(event);
    outcome.on(event);
  }

  /**
   * The last word on money is the node's answer, not a notification that may still be on its way.
   */
  private static void tellBalances(Table table, HostListener teller) {
    table
        .balances()
        .forEach(
            (seat, balances) -> {
              if (!balances.isEmpty()) {
                teller.on(new HostEvent.Balances(Instant.now(), seat, balances));
              }
            });
  }

  private void heading(CroupierConfig config, Table table, URI node) {
    boolean interpreted = table.jsMode().equals("interpreted");
    if (interpreted && "compiled".equals(System.getProperty("croupier.js"))) {
      terminal
          .err()
          .println(
              "croupier: the JavaScript compiler did not load on this JDK; scripts are interpreted,"
                  + " which is slower");
    }
    if (json) {
      return;
    }
    terminal.line(
        terminal.bold("Croupier " + Version.text())
            + terminal.dim(
                " · %s %s · JavaScript %s · signatures by %s"
                    .formatted(
                        config.node().embedded() ? "embedded node" : "node",
                        node,
                        table.jsMode(),
                        table.signer())));
    terminal.line("");
  }

  private int end(CroupierConfig config, Outcome outcome, Story story) {
    if (!json) {
      story.balances();
      terminal.line("");
    }
    if (config.until() == CroupierConfig.Until.SETTLED && !outcome.everythingSettled()) {
      terminal.error("the run ended before its sessions were settled; the story above says why");
      return ExitCode.FAILED;
    }
    if (!json) {
      terminal.line(
          terminal.green(
                  "Done: %d session%s settled."
                      .formatted(
                          outcome.settledSessions(), outcome.settledSessions() == 1 ? "" : "s"))
              + (outcome.problems() == 0
                  ? ""
                  : " " + outcome.problems() + " problems on the way."));
      terminal.line(
          "Next: edit scripts/ping-pong/player.js and run again, or seat the Java plugin in"
              + " croupier.yaml; see src/docs/getting-started.md");
    }
    return ExitCode.DONE;
  }
}
