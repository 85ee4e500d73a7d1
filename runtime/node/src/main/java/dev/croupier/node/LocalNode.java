package dev.croupier.node;

import dev.croupier.node.admin.FundRoute;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Amount;
import dev.croupier.transport.AdminRoute;
import dev.croupier.transport.Health;
import dev.croupier.transport.ServerPorts;
import dev.croupier.transport.TransportStatistics;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * A running local node. It serves until it is closed; its threads do not keep the process alive.
 * Methods may be called from any thread.
 */
public final class LocalNode implements AutoCloseable {
  private final NodeConfig config;
  private final NodeEngine engine;
  private final ServerPorts ports;

  private LocalNode(NodeConfig config, Clock clock, RandomGenerator random) {
    this.config = config;
    this.engine = new NodeEngine(config, clock, random);
    boolean listening = false;
    try {
      this.ports =
          ServerPorts.open("croupier-node", config.server(), engine.listener(), this::routes);
      listening = true;
    } finally {
      if (!listening) {
        engine.close();
      }
    }
  }

  private List<AdminRoute> routes(Supplier<TransportStatistics> connections) {
    return List.of(
        AdminRoute.health(this::health),
        AdminRoute.metrics(
            metrics -> {
              connections.get().describe("croupier_node", metrics);
              engine.describe(metrics);
            }),
        FundRoute.of(
            (address, asset, amount) ->
                engine
                    .fund(Address.parse(address), asset, Amount.of(amount))
                    .thenApply(Amount::toBigDecimal)));
  }

  /**
   * Starts a node on the system's clock.
   *
   * @param config the settings
   * @return the running node, to be closed by the caller
   * @throws dev.croupier.node.storage.LedgerInUseException if another node has the ledger open
   * @throws dev.croupier.node.storage.StorageException if the ledger cannot be opened
   * @throws dev.croupier.transport.PortInUseException if a port is taken
   * @throws dev.croupier.transport.TransportException if it cannot listen for another reason
   */
  public static LocalNode start(NodeConfig config) {
    return start(config, Clock.systemUTC(), new SecureRandom());
  }

  /**
   * Starts a node on a clock and with random numbers of the caller's choice.
   *
   * @param config the settings
   * @param clock the time, for everything the protocol compares times with
   * @param random for challenges and keys; must be unpredictable where that matters
   * @return the running node, to be closed by the caller
   * @see #start(NodeConfig)
   */
  public static LocalNode start(NodeConfig config, Clock clock, RandomGenerator random) {
    return new LocalNode(config, clock, random);
  }

  /**
   * @return where clients connect, such as {@code ws://127.0.0.1:8000/ws}
   */
  public URI wsUri() {
    return ports.wsUri();
  }

  /**
   * @return where health, metrics and faucet are, such as {@code http://127.0.0.1:8001}
   */
  public URI adminUri() {
    return ports.adminUri();
  }

  /**
   * @return the address whose signature every frame of the node carries
   */
  public Address brokerAddress() {
    return engine.brokerAddress();
  }

  /**
   * @return the accounts with known keys, as many as configured
   */
  public List<DevelopmentAccount> developmentAccounts() {
    return NodeEngine.developmentAccounts(config);
  }

  /**
   * Gives money to a wallet out of the faucet and tells its connections.
   *
   * @param wallet who gets it
   * @param amount how much, positive
   * @param asset symbol of a configured asset
   * @return completes with the wallet's new balance once the money is durably there; fails with
   *     {@link InvalidFundingException} if asset or amount will not do
   */
  public CompletableFuture<Amount> fund(Address wallet, Amount amount, String asset) {
    return engine.fund(wallet, asset, amount);
  }

  /** Says goodbye to all connections, finishes what is under way and closes the ledger. */
  @Override
  public void close() {
    ports.leave();
    engine.close();
    ports.close();
  }

  private Health health() {
    return new Health(
        true,
        Map.of(
            "profile", config.profile().text(),
            "broker", brokerAddress().toString(),
            "connections", engine.connectionCount(),
            "ledger", config.ledgerFile().isPresent() ? "file" : "memory"));
  }
}
