package dev.croupier.cli;

import dev.croupier.cli.bench.BenchReport;
import dev.croupier.cli.bench.Figure;
import dev.croupier.cli.bench.LoadSettings;
import dev.croupier.cli.bench.NodeBench;
import dev.croupier.cli.bench.Progress;
import dev.croupier.node.LocalNode;
import dev.croupier.node.NodeConfig;
import dev.croupier.protocol.crypto.Secp256k1;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code croupier bench node}: what a local node carries on this machine. */
@Command(
    name = "node",
    description = "Puts a local node under load and measures it.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Without --url it starts a node of its own in this process, with a ledger on disk in a",
      "temporary folder that is deleted afterwards.",
      "",
      "Examples:",
      "  croupier bench node",
      "  croupier bench node --clients 64 --seconds 20 --save figures.json",
      "  croupier bench node --url ws://127.0.0.1:8000/ws --admin http://127.0.0.1:8001"
    })
final class BenchNodeCommand implements Callable<Integer> {
  private static final int MOST_CLIENTS = 1000;
  private static final BigDecimal SHORTEST = new BigDecimal("0.05");
  private static final BigDecimal LONGEST = new BigDecimal(600);
  private static final BigDecimal LONGEST_WARM_UP = new BigDecimal(3);

  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--clients",
      paramLabel = "N",
      description = "How many clients work at the same time, 2 to 1000 (default: 32).")
  private int clients = 32;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description =
          "Measured time of each figure, 0.05 to 600 (default: 5). Before it comes a warm-up of the same length, at most 3 s.")
  private BigDecimal seconds = new BigDecimal(5);

  @Option(
      names = "--participants",
      paramLabel = "N",
      split = ",",
      description = "Sizes of the sessions messages are relayed in (default: 2,10,100).")
  private List<Integer> participants = LoadSettings.GROUP_SIZES;

  @Option(
      names = "--ephemeral",
      description = "Give the node of its own a ledger in memory instead of on disk.")
  private boolean ephemeral;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Measure the node that runs there, such as ws://127.0.0.1:8000/ws.")
  private @Nullable URI url;

  @Option(
      names = "--admin",
      paramLabel = "URL",
      description = "That node's admin address, for the faucet (default: http://127.0.0.1:8001).")
  private URI admin = URI.create("http://127.0.0.1:8001");

  @Option(names = "--json", description = "Print one JSON object instead of the table.")
  private boolean json;

  @Option(names = "--save", paramLabel = "FILE", description = "Write the JSON object to a file.")
  private @Nullable Path save;

  BenchNodeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    LoadSettings settings = settings();
    BenchReport report =
        url == null ? ownNode(settings) : measure(url, admin, "running at " + url, settings);
    if (save != null) {
      Files.writeString(save, report.json() + "\n");
    }
    if (json) {
      terminal.line(report.json());
    } else {
      report.lines().forEach(terminal::line);
    }
    return report.clean() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private LoadSettings settings() {
    if (clients < 2 || clients > MOST_CLIENTS) {
      throw wrong("--clients " + clients + ": must be 2 to " + MOST_CLIENTS);
    }
    if (seconds.compareTo(SHORTEST) < 0 || seconds.compareTo(LONGEST) > 0) {
      throw wrong("--seconds " + seconds + ": must be " + SHORTEST + " to " + LONGEST);
    }
    for (int size : participants) {
      if (size < 2 || size > NodeConfig.builder().build().limits().participantsPerSession()) {
        throw wrong("--participants " + size + ": must be 2 to 128, what a session may have");
      }
    }
    return new LoadSettings(
        clients, duration(seconds.min(LONGEST_WARM_UP)), duration(seconds), participants);
  }

  private static Duration duration(BigDecimal seconds) {
    return Duration.ofMillis(seconds.movePointRight(3).longValue());
  }

  private ParameterException wrong(String text) {
    return new ParameterException(spec.commandLine(), text);
  }

  private BenchReport ownNode(LoadSettings settings) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("croupier-bench");
    try {
      NodeConfig.Builder config = NodeConfig.builder().port(0).adminPort(0);
      if (!ephemeral) {
        config.ledgerFile(folder.resolve("node.db"));
      }
      try (LocalNode node = LocalNode.start(config.build())) {
        return measure(node.wsUri(), node.adminUri(), "in this process", settings);
      }
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private BenchReport measure(URI node, URI adminUri, String where, LoadSettings settings)
      throws InterruptedException {
    NodeBench bench = new NodeBench(node, adminUri, settings);
    String ledger =
        switch (bench.ledger()) {
          case "file" -> "durable, on disk, synced at every commit";
          case "memory" -> "in memory";
          default -> "unknown";
        };
    List<Figure> figures = bench.run(progress());
    Map<String, String> circumstances = new LinkedHashMap<>();
    circumstances.put(
        "Machine",
        Runtime.getRuntime().availableProcessors()
            + " cores, "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch"));
    circumstances.put(
        "Java", Runtime.version() + ", " + System.getProperty("java.vm.vendor", "unknown"));
    circumstances.put("Signer", Secp256k1.best().name());
    circumstances.put("Node", where + ", with the load generator on the same machine");
    circumstances.put("Ledger", ledger);
    circumstances.put(
        "Load",
        clients
            + " clients, each with one operation under way; "
            + seconds.stripTrailingZeros().toPlainString()
            + " s a figure after "
            + seconds.min(LONGEST_WARM_UP).stripTrailingZeros().toPlainString()
            + " s of warm-up; requests signed beforehand, logins not");
    return new BenchReport("Croupier " + Version.text() + " local node", circumstances, figures);
  }

  private Progress progress() {
    boolean live = terminal.person();
    return new Progress() {
      @Override
      public void at(String figure, int number, int total, String stage) {
        if (live) {
          terminal.err().print("\r\033[K[" + number + "/" + total + "] " + figure + ": " + stage);
          terminal.err().flush();
        }
      }

      @Override
      public void done(Figure figure) {
        if (live) {
          terminal.err().print("\r\033[K");
          terminal.err().flush();
        } else {
          terminal
              .err()
              .println(
                  "%s: %,.0f %s a second, %d errors"
                      .formatted(
                          figure.name(), figure.perSecond(), figure.unit(), figure.errorCount()));
        }
      }
    };
  }
}
