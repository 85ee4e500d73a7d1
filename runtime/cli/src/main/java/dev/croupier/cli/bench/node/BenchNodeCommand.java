package dev.croupier.cli.bench.node;

import dev.croupier.cli.Terminal;
import dev.croupier.cli.bench.report.Machine;
import dev.croupier.cli.bench.report.Report;
import dev.croupier.cli.bench.run.Folder;
import dev.croupier.cli.bench.run.ReportOptions;
import dev.croupier.node.LocalNode;
import dev.croupier.node.NodeConfig;
import dev.croupier.protocol.crypto.Secp256k1;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
public final class BenchNodeCommand implements Callable<Integer> {
  private static final int MOST_CLIENTS = 1000;
  private static final int MOST_REPEATS = 100;
  private static final BigDecimal SHORTEST = new BigDecimal("0.05");
  private static final BigDecimal LONGEST = new BigDecimal(600);
  private static final BigDecimal LONGEST_WARM_UP = new BigDecimal(10);
  private static final BigDecimal WARM_UP_TIMES = new BigDecimal(5);

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
          "Measured time of each repetition, 0.05 to 600 (default: 2). Before the first comes a warm-up, five times as long, at most 10 s.")
  private BigDecimal seconds = new BigDecimal(2);

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

  @Option(
      names = "--repeats",
      paramLabel = "N",
      description = "How often each figure is measured, 1 to 100 (default: 3).")
  private int repeats = 3;

  @Mixin private ReportOptions options = new ReportOptions();

  /**
   * @param terminal where it prints
   */
  public BenchNodeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    LoadSettings settings = settings();
    Optional<Report> earlier = options.earlier();
    Report report =
        url == null ? ownNode(settings) : measure(url, admin, "running at " + url, settings);
    return options.tell(report, earlier, terminal);
  }

  private LoadSettings settings() {
    if (clients < 2 || clients > MOST_CLIENTS) {
      throw wrong("--clients " + clients + ": must be 2 to " + MOST_CLIENTS);
    }
    if (seconds.compareTo(SHORTEST) < 0 || seconds.compareTo(LONGEST) > 0) {
      throw wrong("--seconds " + seconds + ": must be " + SHORTEST + " to " + LONGEST);
    }
    if (repeats < 1 || repeats > MOST_REPEATS) {
      throw wrong("--repeats " + repeats + ": must be 1 to " + MOST_REPEATS);
    }
    for (int size : participants) {
      if (size < 2 || size > NodeConfig.builder().build().limits().participantsPerSession()) {
        throw wrong("--participants " + size + ": must be 2 to 128, what a session may have");
      }
    }
    return new LoadSettings(clients, duration(warmUp()), duration(seconds), repeats, participants);
  }

  private BigDecimal warmUp() {
    return seconds.multiply(WARM_UP_TIMES).min(LONGEST_WARM_UP);
  }

  private static Duration duration(BigDecimal seconds) {
    return Duration.ofMillis(seconds.movePointRight(3).longValue());
  }

  private ParameterException wrong(String text) {
    return new ParameterException(spec.commandLine(), text);
  }

  private Report ownNode(LoadSettings settings) throws IOException, InterruptedException {
    try (Folder folder = Folder.temporary()) {
      NodeConfig.Builder config = NodeConfig.builder().port(0).adminPort(0);
      if (!ephemeral) {
        config.ledgerFile(folder.path().resolve("node.db"));
      }
      try (LocalNode node = LocalNode.start(config.build())) {
        return measure(node.wsUri(), node.adminUri(), "in this process", settings);
      }
    }
  }

  private Report measure(URI node, URI adminUri, String where, LoadSettings settings)
      throws InterruptedException {
    NodeBench bench = new NodeBench(node, adminUri, settings);
    String ledger =
        switch (bench.ledger()) {
          case "file" -> "durable, on disk, synced at every commit";
          case "memory" -> "in memory";
          default -> "unknown";
        };
    Map<String, String> circumstances = new LinkedHashMap<>(Machine.describe());
    circumstances.put("Signer", Secp256k1.best().name());
    circumstances.put("Node", where + ", with the load generator on the same machine");
    circumstances.put("Ledger", ledger);
    circumstances.put(
        "Load",
        clients
            + " clients, each with one operation under way; "
            + repeats
            + " times "
            + plain(seconds)
            + " s a figure after "
            + plain(warmUp())
            + " s of warm-up; requests signed beforehand, logins not");
    return NodeReport.of(circumstances, bench.run(terminal));
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
