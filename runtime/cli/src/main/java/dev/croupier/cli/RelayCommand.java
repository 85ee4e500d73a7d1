package dev.croupier.cli;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.ProtocolException;
import dev.croupier.relay.InvalidRelayConfigException;
import dev.croupier.relay.RelayConfig;
import dev.croupier.relay.RelayService;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code croupier relay}: messages and proposals for a node that carries none. */
@Command(
    name = "relay",
    description = "Carries messages and proposals between wallets on a node that does not.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  croupier relay --node wss://node.example/ws        its key is kept in .croupier/relay",
      "  croupier relay --node ws://127.0.0.1:8000/ws --ephemeral --port 0",
      "",
      "Hosts use it by one line in croupier.yaml: relay: ws://127.0.0.1:8010/ws"
    })
final class RelayCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--node",
      paramLabel = "URL",
      required = true,
      description = "The node that knows the sessions, ws:// or wss://.")
  private String node = "";

  @Option(
      names = "--broker",
      paramLabel = "ADDRESS",
      description = "The address that must sign the node's frames (default: the one it tells).")
  private @Nullable String broker;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port of the WebSocket, 0 for any free one (default: 8010).")
  private int port = 8010;

  @Option(
      names = "--admin-port",
      paramLabel = "PORT",
      description = "Port of health and metrics, on loopback (default: 8011).")
  private int adminPort = 8011;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "Where the signing key is kept (default: .croupier/relay).")
  private Path data = Path.of(".croupier", "relay");

  @Option(names = "--ephemeral", description = "Use a key that is gone when the relay stops.")
  private boolean ephemeral;

  @Mixin private ServerOptions server = new ServerOptions();

  RelayCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    RelayConfig config;
    try {
      config = config();
    } catch (InvalidRelayConfigException | ProtocolException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
    RelayService relay = RelayService.start(config);
    return server.serve(
        terminal, relay::close, () -> facts(relay, config), () -> describe(relay, config));
  }

  private RelayConfig config() {
    RelayConfig.Builder builder =
        RelayConfig.builder(nodeUri()).host(server.host()).port(port).adminPort(adminPort);
    if (!ephemeral) {
      builder.dataFolder(data);
    }
    if (broker != null) {
      builder.broker(Address.parse(broker));
    }
    server.tls().ifPresent(builder::tls);
    return builder.build();
  }

  private URI nodeUri() {
    return WebSocketUri.parse(node)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(), "--node " + node + ": expected a ws:// or wss:// URL"));
  }

  private void describe(RelayService relay, RelayConfig config) {
    terminal.line(terminal.bold("Croupier relay " + Version.text()));
    row("WebSocket", relay.wsUri().toString());
    row("Admin", relay.adminUri() + terminal.dim("  /health /metrics"));
    row("Node", config.node().toString());
    row("Address", relay.address() + terminal.dim("  signs every frame"));
    row("Key", config.dataFolder().map(Path::toString).orElse("in memory, gone at the end"));
    terminal.line(
        terminal.green("Ready.")
            + " Ctrl-C stops it. Hosts use it by a line in croupier.yaml: relay: "
            + relay.wsUri());
  }

  private static Map<String, Object> facts(RelayService relay, RelayConfig config) {
    Map<String, Object> ready = new LinkedHashMap<>();
    ready.put("event", "ready");
    ready.put("websocket", relay.wsUri().toString());
    ready.put("admin", relay.adminUri().toString());
    ready.put("address", relay.address().toString());
    ready.put("node", config.node().toString());
    return ready;
  }

  private void row(String name, String value) {
    terminal.line("  %-10s %s".formatted(name, value));
  }
}
