package dev.croupier.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.croupier.cli.config.ConfigException;
import dev.croupier.cli.config.ConfigReader;
import dev.croupier.cli.config.CroupierConfig;
import dev.croupier.cli.control.ControlException;
import dev.croupier.cli.control.ControlFile;
import dev.croupier.cli.control.ControlServer;
import dev.croupier.cli.operator.HostDoor;
import dev.croupier.cli.story.JsonStory;
import dev.croupier.cli.story.Outcome;
import dev.croupier.cli.story.Story;
import dev.croupier.host.Host;
import dev.croupier.host.HostEvent;
import dev.croupier.host.HostListener;
import dev.croupier.host.HotReload;
import dev.croupier.script.Debugger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Plays the seats of a configuration and tells of it: what {@code run} and {@code dev} share. */
final class Play {
  private static final long STORY_PATIENCE_S = 5;

  private final Terminal terminal;
  private final Path file;
  private final boolean json;
  private final boolean verbose;
  private final boolean dev;
  private final OptionalInt debuggerPort;

  /**
   * @param terminal where it is told
   * @param file the configuration
   * @param json whether events are printed as JSON instead of the story
   * @param verbose whether to tell more, and log frames
   * @param dev whether apps are watched and the run goes on until it is interrupted
   * @param debuggerPort where a debugger may connect to the scripts; empty if none may
   */
  Play(
      Terminal terminal,
      Path file,
      boolean json,
      boolean verbose,
      boolean dev,
      OptionalInt debuggerPort) {
    this.terminal = terminal;
    this.file = file;
    this.json = json;
    this.verbose = verbose;
    this.dev = dev;
    this.debuggerPort = debuggerPort;
  }

  /**
   * Plays until the end.
   *
   * @return the exit code
   * @throws Exception what went wrong, for {@link ExitCode}
   */
  Integer run() throws Exception {
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
    CountDownLatch end = endsBySettling(config) ? outcome.ended() : new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    // Ctrl-C ends the run like anything else: seats stop in order and balances are told.
    Thread hook = new Thread(() -> stopAndWait(end, over), "croupier-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try (Table table =
        new Table(
            config, base == null ? Path.of(".") : base, terminal.environment(), debuggerPort)) {
      table.prepare();
      table.warmUp();
      URI node = table.startNode();
      heading(config, table, node);
      table.debugger().ifPresent(this::invite);
      HostListener listener = event -> printer.execute(() -> tell(event, teller, outcome));
      Optional<Host> started = start(table, node, listener, end);
      if (started.isPresent()) {
        play(started.get(), config, end);
        printer.submit(() -> tellBalances(table, teller)).get();
        started.get().stop().get();
      }
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

  private Optional<Host> start(Table table, URI node, HostListener listener, CountDownLatch end)
      throws Exception {
    if (dev) {
      return new PatientStart(table, InstantSource.system(), end).start(node, listener);
    }
    Host host = table.host(node, listener);
    host.start().get();
    return Optional.of(host);
  }

  private void play(Host host, CroupierConfig config, CountDownLatch end)
      throws InterruptedException {
    ReloadSignal.install(host, terminal.person(), end::countDown);
    try (HotReload _ = dev ? watch(host) : null;
        ControlServer _ = listen(config, host)) {
      end.await();
    }
  }

  /** A host goes on without it: its operator then has only the node to ask. */
  private @Nullable ControlServer listen(CroupierConfig config, Host host) {
    try {
      return ControlServer.start(ControlFile.of(config, file), new HostDoor(host));
    } catch (ControlException e) {
      terminal.error("the operator's commands cannot reach this host: " + e.getMessage());
      return null;
    }
  }

  /** On the error stream: what was asked for is the story. */
  private void invite(Debugger debugger) {
    terminal.err().println("Debugger: open this in Chrome: " + debugger.devtools());
    terminal
        .err()
        .println(
            "  or attach VS Code: { \"type\": \"node\", \"request\": \"attach\","
                + " \"websocketAddress\": \""
                + debugger.address()
                + "\", \"localRoot\": \"${workspaceFolder}\", \"remoteRoot\": \"/\" }");
    terminal.err().println("  Limits of time and memory are off while scripts are debugged.");
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

  private boolean endsBySettling(CroupierConfig config) {
    return !dev && config.until() == CroupierConfig.Until.SETTLED;
  }

  private HotReload watch(Host host) {
    HotReload watching = new HotReload(host);
    if (!json) {
      terminal.line("");
      terminal.line(
          terminal.dim(
              "  Watching %d files: save one, and the next message runs on the new code. Ctrl-C ends."
                  .formatted(watching.watchedFiles())));
    }
    return watching;
  }

  private int end(CroupierConfig config, Outcome outcome, Story story) {
    if (!json) {
      story.balances();
      terminal.line("");
    }
    if (endsBySettling(config) && !outcome.everythingSettled()) {
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
      if (dev) {
        return ExitCode.DONE;
      }
      if (Files.exists(file.resolveSibling("scripts/ping-pong/player.js"))) {
        terminal.line(
            "Next: edit scripts/ping-pong/player.js and run again, or seat the Java plugin in"
                + " croupier.yaml; see src/docs/getting-started.md");
      }
    }
    return ExitCode.DONE;
  }
}
