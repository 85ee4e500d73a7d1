package dev.croupier.relay;

import dev.croupier.protocol.Address;
import dev.croupier.transport.AdminRoute;
import dev.croupier.transport.AdminServer;
import dev.croupier.transport.EventLoops;
import dev.croupier.transport.Health;
import dev.croupier.transport.PrometheusText;
import dev.croupier.transport.WebSocketServer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A running relay service. It serves until it is closed, also while its node is away, and then
 * refuses what it cannot verify; its threads do not keep the process alive. Methods may be called
 * from any thread.
 */
public final class RelayService implements AutoCloseable {
  private final RelayConfig config;
  private final RelayEngine engine;
  private final EventLoops loops;
  private final WebSocketServer server;
  private final AdminServer admin;

  private RelayService(RelayConfig config, Clock clock, RandomGenerator random) {
    this.config = config;
    this.engine = new RelayEngine(config, clock, random);
    this.loops = EventLoops.perProcessor("croupier-relay");
    WebSocketServer started = null;
    try {
      started =
          WebSocketServer.start(
              loops,
              new InetSocketAddress(config.host(), config.port()),
              config.tls().orElse(null),
              config.transport(),
              engine);
      this.server = started;
      this.admin =
          AdminServer.start(
              loops,
              AdminServer.loopback(config.adminPort()),
              List.of(AdminRoute.health(this::health), AdminRoute.metrics(this::describe)));
      engine.connect();
    } catch (RuntimeException e) {
      abandon(started);
      throw e;
    }
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
    String scheme = config.tls().isPresent() ? "wss" : "ws";
    return URI.create(scheme + "://" + config.host() + ":" + server.address().getPort() + "/ws");
  }

  /**
   * @return where health and metrics are, such as {@code http://127.0.0.1:8011}
   */
  public URI adminUri() {
    return URI.create("http://127.0.0.1:" + admin.address().getPort());
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
    server.close();
    admin.close();
    engine.close();
    loops.close();
  }

  private void describe(PrometheusText metrics) {
    server.statistics().describe("croupier_relay", metrics);
    engine.describe(metrics);
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

  private void abandon(@Nullable WebSocketServer started) {
    if (started != null) {
      started.close();
    }
    engine.close();
    loops.close();
  }
}
