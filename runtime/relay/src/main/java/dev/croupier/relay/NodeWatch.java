package dev.croupier.relay;

import dev.croupier.app.ConnectionStatus;
import dev.croupier.client.ClientConfig;
import dev.croupier.client.NodeConnections;
import dev.croupier.client.NodeException;
import dev.croupier.client.NodeInfo;
import dev.croupier.client.NodeListener;
import dev.croupier.client.NodeReader;
import dev.croupier.client.ReconnectPolicy;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.crypto.Signer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The relay's connection to its node: read only, and made again for as long as the relay runs. */
final class NodeWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeWatch.class);

  private final RelayConfig config;
  private final ScheduledExecutorService timer;
  private final RandomGenerator random;
  private final NodeReader reader;
  private volatile boolean closed;
  private int attempts;

  NodeWatch(
      RelayConfig config, Signer relay, ScheduledExecutorService timer, RandomGenerator random) {
    this.config = config;
    this.timer = timer;
    this.random = random;
    ClientConfig.Builder client =
        ClientConfig.builder(config.node(), relay)
            .application("croupier-relay")
            .requestTimeout(config.times().nodeTimeout());
    config.broker().ifPresent(client::brokerAddress);
    this.reader = NodeConnections.openReader(client.build(), new Watcher());
  }

  NodeReader reader() {
    return reader;
  }

  boolean connected() {
    return reader.status() == ConnectionStatus.CONNECTED;
  }

  Optional<Address> broker() {
    return reader.info().map(NodeInfo::brokerAddress);
  }

  /** Dials until the node is there; from then on the reader itself comes back after a loss. */
  void connect() {
    var _ =
        reader
            .connect()
            .whenComplete(
                (info, error) -> {
                  if (error != null && !closed) {
                    Duration pause = ReconnectPolicy.DEFAULT.pauseBefore(attempts++, random);
                    LOG.warn(
                        "node {} is not there, next try in {} ms: {}",
                        config.node(),
                        pause.toMillis(),
                        error.getMessage());
                    schedule(pause);
                  }
                });
  }

  private void schedule(Duration pause) {
    if (!timer.isShutdown()) {
      var _ = timer.schedule(this::connect, pause.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void close() {
    closed = true;
    reader.close();
  }

  private final class Watcher implements NodeListener {
    @Override
    public void connected(NodeInfo info) {
      LOG.info("connected to {} at {}", info.description(), config.node());
    }

    @Override
    public void disconnected(String reason) {
      if (!closed) {
        LOG.warn(
            "node {} is gone: {}; sessions known to be open are served for {} s more",
            config.node(),
            reason,
            config.times().sessionFreshness().toSeconds());
      }
    }

    @Override
    public void reconnectFailed(NodeException problem, Duration pause) {
      LOG.warn("node {} is still gone: {}", config.node(), problem.getMessage());
    }
  }
}
