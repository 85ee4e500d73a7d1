package dev.croupier.cli;

import dev.croupier.node.Asset;
import dev.croupier.node.DevelopmentAccount;
import dev.croupier.node.InvalidNodeConfigException;
import dev.croupier.node.LocalNode;
import dev.croupier.node.NodeConfig;
import dev.croupier.node.rules.Profile;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.ProtocolException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code croupier node}: a ClearNode to develop against. */
@Command(
    name = "node",
    description = "Runs a local ClearNode: no chain, no Docker, with a faucet and a message relay.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = NodeFundCommand.class,
    footer = {
      "",
      "Examples:",
      "  croupier node                                keep the ledger in .croupier/node.db",
      "  croupier node --ephemeral --port 9000        keep nothing",
      "  croupier node --profile 0.4                  behave like a public 0.4 server",
      "  croupier node fund 0x4632…0B72 100 usdc      give a wallet money"
    })
final class NodeCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port of the WebSocket, 0 for any free one (default: 8000).")
  private int port = 8000;

  @Option(
      names = "--admin-port",
      paramLabel = "PORT",
      description = "Port of health, metrics and faucet, on loopback (default: 8001).")
  private int adminPort = 8001;

  @Option(
      names = "--ephemeral",
      description = "Keep the ledger in memory; it is gone when the node stops.")
  private boolean ephemeral;

  @Option(
      names = "--ledger",
      paramLabel = "FILE",
      description = "Where the ledger is kept (default: .croupier/node.db).")
  private Path ledger = Path.of(".croupier", "node.db");

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description =
          "default, 0.3, 0.4 or 0.5: which server to behave like (default: default, which serves all SDKs and has the relay).")
  private String profile = "default";

  @Option(
      names = "--asset",
      paramLabel = "SYMBOL:DECIMALS",
      description = "An asset; repeat for more (default: usdc:6 and eth:18).")
  private List<String> assets = new ArrayList<>();

  @Option(
      names = "--accounts",
      paramLabel = "N",
      description = "How many funded development wallets to have (default: 10).")
  private int accounts = 10;

  @Option(
      names = "--show-keys",
      description =
          "Print the development wallets' keys too. Everybody knows them; never use them elsewhere.")
  private boolean showKeys;

  @Option(
      names = "--first-funds",
      paramLabel = "ASSET=AMOUNT",
      description = "Give every wallet this at its first login; repeat for more assets.")
  private Map<String, String> firstFunds = new LinkedHashMap<>();

  @Option(names = "--no-echo", description = "Do not send messages back to their sender.")
  private boolean noEcho;

  @Mixin private ServerOptions server = new ServerOptions();

  NodeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    NodeConfig config;
    try {
      config = config();
    } catch (InvalidNodeConfigException | ProtocolException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
    LocalNode node = LocalNode.start(config);
    return server.serve(
        terminal, node::close, () -> facts(node, config), () -> describe(node, config));
  }

  private NodeConfig config() {
    NodeConfig.Builder builder =
        NodeConfig.builder()
            .host(server.host())
            .port(port)
            .adminPort(adminPort)
            .profile(profile())
            .relayEcho(!noEcho)
            .developmentAccounts(accounts);
    if (ephemeral) {
      builder.ephemeral();
    } else {
      builder.ledgerFile(ledger);
    }
    if (!assets.isEmpty()) {
      List<Asset> configured = assets.stream().map(this::asset).toList();
      builder.assets(configured);
      builder.developmentFunds(
          configured.stream()
              .map(asset -> new AssetAmount(asset.symbol(), Amount.of(1000)))
              .toList());
    }
    builder.firstFunds(
        firstFunds.entrySet().stream()
            .map(fund -> new AssetAmount(fund.getKey(), Amount.parse(fund.getValue())))
            .toList());
    server.tls().ifPresent(builder::tls);
    return builder.build();
  }

  private Profile profile() {
    return Profile.parse(profile)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "--profile " + profile + ": expected default, 0.3, 0.4 or 0.5"));
  }

  private Asset asset(String text) {
    int colon = text.lastIndexOf(':');
    try {
      return Asset.local(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw new ParameterException(
          spec.commandLine(), "--asset " + text + ": expected SYMBOL:DECIMALS, such as usdc:6", e);
    }
  }

  private void describe(LocalNode node, NodeConfig config) {
    terminal.line(terminal.bold("Croupier local node " + Version.text()));
    row("WebSocket", node.wsUri().toString());
    row("Admin", node.adminUri() + terminal.dim("  /health /metrics /admin/fund"));
    row(
        "Ledger",
        config.ledgerFile().map(Path::toString).orElse("in memory, gone when the node stops"));
    row("Broker", node.brokerAddress().toString());
    row("Profile", profile + terminal.dim(profileMeaning(config)));
    row(
        "Assets",
        config.assets().stream()
            .map(asset -> asset.symbol() + " (" + asset.decimals() + " decimals)")
            .collect(Collectors.joining(", ")));
    List<DevelopmentAccount> wallets = node.developmentAccounts();
    if (!wallets.isEmpty()) {
      row("Wallets", wallets.size() + " for development, with " + funds(config) + " each");
      for (DevelopmentAccount wallet : wallets) {
        terminal.line(
            "    %2d  %s%s"
                .formatted(
                    wallet.number(),
                    wallet.address(),
                    showKeys ? "  " + KeyText.of(wallet.key()) : ""));
      }
    }
    terminal.line(
        terminal.green("Ready in " + sinceStart() + " s.")
            + " Ctrl-C stops it. Give a wallet money: ./croupier node fund ADDRESS 100 "
            + config.assets().getFirst().symbol()
            + (config.server().adminPort() == 8001 ? "" : " --admin " + node.adminUri()));
  }

  private static String profileMeaning(NodeConfig config) {
    return config.profile().equals(Profile.DEFAULT)
        ? "  SDK 0.3.0, 0.4.0 and 0.5.3 at once, with message relay"
        : "  as that server, without message relay";
  }

  private static String funds(NodeConfig config) {
    return config.developmentFunds().stream()
        .map(fund -> fund.amount() + " " + fund.asset())
        .collect(Collectors.joining(" and "));
  }

  private Map<String, Object> facts(LocalNode node, NodeConfig config) {
    Map<String, Object> ready = new LinkedHashMap<>();
    ready.put("event", "ready");
    ready.put("websocket", node.wsUri().toString());
    ready.put("admin", node.adminUri().toString());
    ready.put("broker", node.brokerAddress().toString());
    ready.put("profile", profile);
    ready.put("ledger", config.ledgerFile().map(Path::toString).orElse("memory"));
    ready.put(
        "wallets",
        node.developmentAccounts().stream()
            .map(
                wallet ->
                    showKeys
                        ? Map.of(
                            "address", wallet.address().toString(), "key", KeyText.of(wallet.key()))
                        : Map.of("address", wallet.address().toString()))
            .toList());
    return ready;
  }

  private void row(String name, String value) {
    terminal.line("  %-10s %s".formatted(name, value));
  }

  private static String sinceStart() {
    long elapsedMs =
        System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    return "%.2f".formatted(Duration.ofMillis(elapsedMs).toMillis() / 1000.0);
  }
}
