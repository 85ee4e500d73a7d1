package dev.croupier.relay;

import dev.croupier.protocol.Address;
import dev.croupier.transport.AdminRoute;
import dev.croupier.transport.Health;
import dev.croupier.transport.ServerPorts;
import dev.croupier.transport.TransportStatistics;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * A running relay service. It serves until it is closed, also while its node is away, and then
 * refuses what it cannot verify; its threads do not keep the process alive. Methods may be called
 * from any thread.
 */
public final class RelayService implements AutoCloseable {
  private final RelayConfig config;
  private final RelayEngine engine;
  private final ServerPorts ports;

  private RelayService(RelayConfig config, Clock clock, RandomGenerator random) {
    this.config = config;
    this.engine = new RelayEngine(config, clock, random);
    boolean listening = false;
    try {
      this.ports = ServerPorts.open("croupier-relay", config.server(), engine, this::routes);
      listening = true;
    } finally {
      if (!listening) {
        engine.close();
      }
    }
    engine.connect();
  }

  private List<AdminRoute> routes(Supplier<TransportStatistics> connections) {
    return List.of(
        AdminRoute.health(this::health),
        AdminRoute.metrics(
            metrics -> {
              connections.get().describe("croupier_relay", metrics);
              engine.describe(metrics);
            }));
  }

  /**
   * Starts a relay on the system's clock; the node need not be there yet.
   *
   * @param config the settings
   * @return the running relay, to be closed by the caller
   * @throws RelayKeyException if the file with its key cannot be used
   * @throws dev.croupier.transport.PortInUseException if a port is taken
   * @throws dev.croupier.transport.TransportException if it cannot listen for another reason
   */
  public static RelayService start(RelayConfig config) {
    return start(config, Clock.systemUTC(), new SecureRandom());
  }

  /**
   * Starts a relay on a clock and with random numbers of the caller's choice.
   *
   * @param config the settings
   * @param clock the time in frames, and of everything that is compared with it
   * @param random for challenges and the key; must be unpredictable where that matters
   * @return the running relay, to be closed by the caller
   * @see #start(RelayConfig)
   */
  public static RelayService start(RelayConfig config, Clock clock, RandomGenerator random) {
    return new RelayService(config, clock, random);
  }

  /**
   * @return where clients connect, such as {@code ws://127.0.0.1:8010/ws}
   */
  public URI wsUri() {
    return ports.wsUri();
  }

  /**
   * @return where health and metrics are, such as {@code http://127.0.0.1:8011}
   */
  public URI adminUri() {
    return ports.adminUri();
  }

  /**
   * @return the address whose signature every frame of the relay carries
   */
  public Address address() {
    return engine.address();
  }

  /**
   * @return whether the relay can ask its node about sessions now
   */
  public boolean nodeConnected() {
    return engine.node().connected();
  }

  /** Says goodbye to all connections and stops. */
  @Override
  public void close() {
    ports.leave();
    engine.close();
    ports.close();
  }

  private Health health() {
    return new Health(
        nodeConnected(),
        Map.of(
            "relay", address().toString(),
            "node", config.node().toString(),
            "node_connected", nodeConnected(),
            "connections", engine.connectionCount()));
  }
}
