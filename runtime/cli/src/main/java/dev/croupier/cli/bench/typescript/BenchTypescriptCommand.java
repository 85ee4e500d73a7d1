package dev.croupier.cli.bench.typescript;

import dev.croupier.cli.Terminal;
import dev.croupier.cli.bench.report.Machine;
import dev.croupier.cli.bench.report.Report;
import dev.croupier.cli.bench.run.Folder;
import dev.croupier.cli.bench.run.NodeJs;
import dev.croupier.cli.bench.run.Repeats;
import dev.croupier.cli.bench.run.ReportOptions;
import dev.croupier.cli.bench.run.Stages;
import dev.croupier.node.LocalNode;
import dev.croupier.node.NodeConfig;
import dev.croupier.protocol.crypto.Secp256k1;
import dev.croupier.script.ScriptEngine;
import dev.croupier.script.ScriptLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code croupier bench typescript}: the same app in Croupier and in Node.js. */
@Command(
    name = "typescript",
    description = "Measures Croupier beside the same app in Node.js with the TypeScript SDK.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Both answer pings over one local node in this process, over loopback, in turns. The",
      "processor time is that of the answering process alone. Croupier checks the sender's",
      "signature; Node.js is measured with and without checking it.",
      "Node.js 20 or newer and npm are needed, and a source checkout.",
      "",
      "Examples:",
      "  croupier bench typescript",
      "  croupier bench typescript --clients 32 --repeats 9 --save typescript.json"
    })
public final class BenchTypescriptCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private Repeats repeats = new Repeats();
  @Mixin private ReportOptions options = new ReportOptions();

  @Option(
      names = "--clients",
      paramLabel = "N",
      description = "How many pings are under way at a time, 1 to 1000 (default: 16).")
  private int clients = 16;

  /**
   * @param terminal where it prints
   */
  public BenchTypescriptCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<Report> earlier = options.earlier();
    Duration each = repeats.time();
    int count = repeats.count();
    int underWay = repeats.within("--clients", clients, 1, 1000);
    NodeJs.programs();
    Stages stages = new Stages(terminal, Contender.values().length + 1 + count);
    try (Folder folder = Folder.temporary();
        LocalNode node =
            LocalNode.start(NodeConfig.builder().port(0).adminPort(0).ephemeral().build());
        SideBySide bench = new SideBySide(node, underWay, repeats.warmUp(10), each, stages)) {
      for (Contender contender : Contender.values()) {
        stages.next(contender.title() + ": start");
        bench.add(contender, folder.path());
      }
      stages.next("all in turns, warming up");
      bench.warmUp();
      for (int i = 1; i <= count; i++) {
        stages.next("all in turns, " + i);
        bench.measure();
      }
      stages.done();
      return options.tell(bench.report(circumstances()), earlier, terminal);
    }
  }

  private Map<String, String> circumstances() throws InterruptedException {
    Map<String, String> words = new LinkedHashMap<>(Machine.describe());
    words.put(
        "Node.js", NodeJs.version().orElse("none") + ", @erc7824/nitrolite 0.3.0, viem 2.38.0");
    words.put("JavaScript", jsMode());
    words.put("Signer", Secp256k1.best().name());
    words.put(
        "Load",
        "%d clients, each with one ping of 300 B under way, then one client alone; in turns, %s; node and clients on the same cores"
            .formatted(clients, repeats.text()));
    return words;
  }

  /** The answering process has the flags of this one. */
  private static String jsMode() {
    try (ScriptEngine engine = new ScriptEngine(ScriptLimits.DEFAULTS)) {
      return engine.jsMode();
    }
  }
}
