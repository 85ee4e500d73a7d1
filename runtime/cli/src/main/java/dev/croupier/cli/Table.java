package dev.croupier.cli;

import dev.croupier.cli.config.ConfigException;
import dev.croupier.cli.config.CroupierConfig;
import dev.croupier.cli.config.NodeSection;
import dev.croupier.cli.config.RelaySection;
import dev.croupier.cli.config.SeatSection;
import dev.croupier.client.ClientConfig;
import dev.croupier.client.NodeConnection;
import dev.croupier.client.NodeConnections;
import dev.croupier.client.NodeListener;
import dev.croupier.client.NodeVersion;
import dev.croupier.client.relay.NodeWithRelay;
import dev.croupier.host.Host;
import dev.croupier.host.HostBuilder;
import dev.croupier.host.HostListener;
import dev.croupier.host.Isolation;
import dev.croupier.host.SeatConfig;
import dev.croupier.host.engine.AppEngine;
import dev.croupier.host.engine.AppLoadException;
import dev.croupier.host.engine.AppSource;
import dev.croupier.host.journal.Journal;
import dev.croupier.host.journal.MemoryJournal;
import dev.croupier.host.journal.Retention;
import dev.croupier.host.journal.SqliteJournal;
import dev.croupier.node.LocalNode;
import dev.croupier.node.NodeConfig;
import dev.croupier.plugin.PluginEngine;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.ProtocolException;
import dev.croupier.protocol.crypto.LocalSigner;
import dev.croupier.protocol.crypto.PrivateKey;
import dev.croupier.protocol.crypto.Secp256k1;
import dev.croupier.script.Debugger;
import dev.croupier.script.ScriptEngine;
import dev.croupier.script.ScriptLimits;
import dev.croupier.worker.WorkerEngine;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Everything one run of a configuration needs, put together: the embedded node if there is one, the
 * engines, the journal and the host. Closing it takes all apart again, in reverse order.
 */
public final class Table implements AutoCloseable {
  /** The journal's file in the data folder. */
  static final String JOURNAL = "journal.db";

  private static final Duration BALANCE_PATIENCE = Duration.ofSeconds(2);

  private final CroupierConfig config;
  private final Path base;
  private final Map<String, String> environment;

  /** Loading the native signer takes a while, which passes while scripts are made ready. */
  private final CompletableFuture<Secp256k1> curve =
      CompletableFuture.supplyAsync(Secp256k1::best, Table::aside);

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Map<String, NodeConnection> connections = new LinkedHashMap<>();
  private final Map<String, PrivateKey> keys = new LinkedHashMap<>();
  private final List<SeatConfig> seats = new ArrayList<>();
  private final ScriptEngine scripts;
  private final PluginEngine plugins;
  private final WorkerEngine workers;
  private @Nullable Journal journal;

  /**
   * @param config what to put together
   * @param base the folder of the configuration file
   * @param environment the process's environment variables
   */
  public Table(CroupierConfig config, Path base, Map<String, String> environment) {
    this(config, base, environment, OptionalInt.empty());
  }

  /**
   * @param config what to put together
   * @param base the folder of the configuration file
   * @param environment the process's environment variables
   * @param debuggerPort where a debugger may connect to the scripts; empty if none may
   */
  Table(
      CroupierConfig config, Path base, Map<String, String> environment, OptionalInt debuggerPort) {
    this.config = config;
    this.base = base;
    this.environment = Map.copyOf(environment);
    ScriptLimits limits = SeatSetup.scriptLimits(config.limits());
    this.scripts =
        opened(
            debuggerPort.isPresent()
                ? ScriptEngine.debugged(limits, debuggerPort.getAsInt())
                : new ScriptEngine(limits));
    this.plugins = opened(PluginEngine.create());
    this.workers =
        opened(
            new WorkerEngine(
                List.of(scripts, plugins), SeatSetup.workers(config.limits()), new SecureRandom()));
  }

  private <T extends AutoCloseable> T opened(T part) {
    open.push(part);
    return part;
  }

  private static void aside(Runnable task) {
    Thread _ = Thread.ofPlatform().name("croupier-start").daemon(true).start(task);
  }

  /** Makes JavaScript ready on another thread, for those who have a node to start meanwhile. */
  void warmUp() {
    CompletableFuture<Void> warm = CompletableFuture.runAsync(scripts::getReady, Table::aside);
    // What kept it from becoming warm keeps the first app from loading, and is told then.
    open.push(() -> warm.exceptionally(error -> null).join());
  }

  /**
   * @return {@code compiled} or {@code interpreted}
   */
  String jsMode() {
    return scripts.jsMode();
  }

  /**
   * @return where a debugger may connect to the scripts
   */
  Optional<Debugger> debugger() {
    return scripts.debugger();
  }

  /**
   * @return which library signs, for people
   */
  String signer() {
    return curve.join().name();
  }

  private List<AppEngine> engines(Isolation isolation) {
    return switch (isolation) {
      case NONE -> List.of(scripts, plugins);
      case WORKER -> List.of(workers);
    };
  }

  /**
   * Looks for everything the configuration names, so that a mistake in it is told before anything
   * runs: apps, addresses, amounts and keys.
   *
   * @throws ConfigException if a value cannot be used
   * @throws AppLoadException if there is no such app
   */
  public void prepare() {
    version();
    broker();
    config.node().url().ifPresent(Table::remote);
    relayUri();
    relayAddress();
    WalletKeys wallets = new WalletKeys(base, environment);
    config
        .seats()
        .forEach(
            (name, section) -> {
              SeatConfig seat = SeatSetup.seat(name, section, config);
              find(seat);
              keys.put(name, wallets.keyOf(name, section.wallet()));
              seats.add(seat);
            });
  }

  /**
   * @return the seats, after {@link #prepare}
   */
  List<SeatConfig> seats() {
    return List.copyOf(seats);
  }

  /**
   * @param seat a seat, for its app and where that runs
   * @return the engine that knows it, and where it is
   * @throws AppLoadException if there is none; it names the closest
   */
  FoundApp find(SeatConfig seat) {
    String reference = seat.app();
    for (AppEngine engine : engines(seat.isolation())) {
      Optional<AppSource> source = engine.find(base, reference);
      if (source.isPresent()) {
        return new FoundApp(engine, source.get());
      }
    }
    throw new AppLoadException(
        reference,
        "",
        "there is no script and no plugin of that name under "
            + base
            + NearbyApps.closest(base, reference)
                .map(name -> "; did you mean \"" + name + "\"?")
                .orElse(""));
  }

  /** An app's code, and who loads it. */
  record FoundApp(AppEngine engine, AppSource source) {}

  /**
   * Starts the embedded node, if the configuration wants one.
   *
   * @return where the seats will connect
   */
  public URI startNode() {
    NodeSection section = config.node();
    if (section.url().isPresent()) {
      return remote(section.url().get());
    }
    List<AssetAmount> funds =
        Amounts.read("node.fund", section.fund()).entrySet().stream()
            .filter(fund -> fund.getValue().signum() > 0)
            .map(fund -> new AssetAmount(fund.getKey(), fund.getValue()))
            .toList();
    NodeConfig.Builder node =
        NodeConfig.builder().port(section.port()).adminPort(0).firstFunds(funds);
    dataFolder().ifPresent(folder -> node.ledgerFile(folder.resolve("node.db")));
    return opened(LocalNode.start(node.build())).wsUri();
  }

  private static URI remote(String text) {
    try {
      URI uri = URI.create(text);
      if (("ws".equals(uri.getScheme()) || "wss".equals(uri.getScheme()))
          && uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw new ConfigException("node.url", "\"" + text + "\" is no URL: " + e.getMessage());
    }
    throw new ConfigException(
        "node.url", "\"" + text + "\" is neither embedded nor a ws:// or wss:// URL");
  }

  private Optional<Path> dataFolder() {
    if (config.data().equals(CroupierConfig.IN_MEMORY)) {
      return Optional.empty();
    }
    Path folder = base.resolve(config.data());
    try {
      return Optional.of(Files.createDirectories(folder));
    } catch (IOException e) {
      throw new ConfigException("data", folder + " cannot be made: " + e.getMessage());
    }
  }

  /**
   * Builds a host, after {@link #prepare}; nothing is dialled yet. One at a time.
   *
   * @param node from {@link #startNode}
   * @param listener hears what happens
   * @return the host, closed with the table
   */
  public Host host(URI node, HostListener listener) {
    Map<String, ClientConfig> clients = clients(node);
    HostBuilder builder =
        Host.builder((seat, heard) -> connect(seat, clients, heard), journal())
            .base(base)
            .config(SeatSetup.hostLimits(config.limits()))
            .listener(listener);
    engines(Isolation.NONE).forEach(builder::engine);
    engines(Isolation.WORKER).forEach(builder::workers);
    seats.forEach(builder::seat);
    return opened(builder.build());
  }

  /**
   * Takes a host away that could not be started, so that there can be another.
   *
   * @param host from {@link #host}
   */
  void retire(Host host) {
    open.remove(host);
    host.close();
  }

  private Journal journal() {
    Journal known = journal;
    if (known == null) {
      known =
          opened(
              dataFolder()
                  .<Journal>map(
                      folder ->
                          SqliteJournal.open(
                              folder.resolve(JOURNAL),
                              config.journal(),
                              Retention.DEFAULT.withDays(config.journalDays())))
                  .orElseGet(MemoryJournal::new));
      journal = known;
    }
    return known;
  }

  private NodeConnection connect(
      SeatConfig seat, Map<String, ClientConfig> clients, NodeListener listener) {
    ClientConfig client = clients.get(seat.name());
    if (client == null) {
      throw new ConfigException("seats." + seat.name(), "has no wallet");
    }
    NodeConnection connection =
        relayUri()
            .<NodeConnection>map(
                relay -> NodeWithRelay.open(client, relayClient(relay, client), listener))
            .orElseGet(() -> NodeConnections.open(client, listener));
    connections.put(seat.name(), connection);
    return connection;
  }

  /** The same wallet with the same bounds, at the relay. */
  private ClientConfig relayClient(URI relay, ClientConfig atNode) {
    ClientConfig.Builder client =
        ClientConfig.builder(relay, atNode.wallet()).requestTimeout(atNode.requestTimeout());
    relayAddress().ifPresent(client::brokerAddress);
    return client.build();
  }

  private Optional<URI> relayUri() {
    return config
        .relay()
        .map(
            section ->
                WebSocketUri.parse(section.url())
                    .orElseThrow(
                        () ->
                            new ConfigException(
                                "relay", "\"" + section.url() + "\" is no ws:// or wss:// URL")));
  }

  private Optional<Address> relayAddress() {
    try {
      return config.relay().flatMap(RelaySection::address).map(Address::parse);
    } catch (ProtocolException e) {
      throw new ConfigException("relay.address", String.valueOf(e.getMessage()));
    }
  }

  private Map<String, ClientConfig> clients(URI node) {
    Map<String, ClientConfig> clients = new LinkedHashMap<>();
    keys.forEach(
        (name, key) -> {
          ClientConfig.Builder client =
              ClientConfig.builder(node, new LocalSigner(key, curve.join()))
                  .application(seatSection(name).application());
          version().ifPresent(client::version);
          broker().ifPresent(client::brokerAddress);
          config.limits().requestMs().ifPresent(ms -> client.requestTimeout(Duration.ofMillis(ms)));
          clients.put(name, client.build());
        });
    return clients;
  }

  private SeatSection seatSection(String name) {
    return Objects.requireNonNull(config.seats().get(name));
  }

  private Optional<NodeVersion> version() {
    String text = config.node().version();
    return switch (text) {
      case "auto" -> Optional.empty();
      case "0.3", "0.4", "0.5" -> Optional.of(NodeVersion.parse(text));
      default ->
          throw new ConfigException(
              "node.version", "\"" + text + "\" is none of auto, 0.3, 0.4, 0.5");
    };
  }

  private Optional<Address> broker() {
    try {
      return config.node().broker().map(Address::parse);
    } catch (ProtocolException e) {
      throw new ConfigException("node.broker", String.valueOf(e.getMessage()));
    }
  }

  /**
   * Asks the node for a seat's balances; a seat that is not connected any more has none to tell.
   *
   * @return seat to balances, in the order of the seats
   */
  Map<String, List<AssetAmount>> balances() {
    Map<String, List<AssetAmount>> all = new LinkedHashMap<>();
    connections.forEach(
        (seat, connection) ->
            connection
                .balances()
                .completeOnTimeout(List.of(), BALANCE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(gone -> List.of())
                .thenAccept(balances -> all.put(seat, balances))
                .join());
    return all;
  }

  @Override
  public void close() {
    CompletionException failed = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        // The rest has to be closed all the same.
        if (failed == null) {
          failed = new CompletionException(e);
        } else {
          failed.addSuppressed(e);
        }
      }
    }
    if (failed != null) {
      throw failed;
    }
  }
}
