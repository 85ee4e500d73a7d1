package dev.croupier.relay;

import dev.croupier.protocol.Address;
import dev.croupier.transport.TlsFiles;
import dev.croupier.transport.TransportLimits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a relay service is set up. {@link #builder} starts from the defaults named here.
 *
 * @param node where the node listens, {@code ws} or {@code wss}
 * @param broker the key the node must sign with; empty takes the one it tells first. Default empty
 * @param host name or address to listen on. Default {@code 127.0.0.1}
 * @param port port of the WebSocket, 0 for any free one. Default 8010
 * @param adminPort port of health and metrics, on loopback, 0 for any free one. Default 8011
 * @param dataFolder where the signing key is kept; empty makes a key that is gone when the relay
 *     stops. Default empty
 * @param times how long things are good for
 * @param limits how much is taken
 * @param transport limits of connections; by default as a node's, but frames of 256 KiB, 1000
 *     frames per second after a burst of 2000, and a client that says nothing for 2 min is closed
 * @param tls certificate and key for {@code wss}; empty for {@code ws}. Default empty
 * @param workers threads that read frames and check signatures. Default one per processor
 */
public record RelayConfig(
    URI node,
    Optional<Address> broker,
    String host,
    int port,
    int adminPort,
    Optional<Path> dataFolder,
    RelayTimes times,
    RelayLimits limits,
    TransportLimits transport,
    Optional<TlsFiles> tls,
    int workers) {

  private static final int HIGHEST_PORT = 65_535;

  /** Checks the ranges. */
  public RelayConfig {
    InvalidRelayConfigException.requireRange("port", port, 0, HIGHEST_PORT);
    InvalidRelayConfigException.requireRange("admin_port", adminPort, 0, HIGHEST_PORT);
    InvalidRelayConfigException.requireRange("workers", workers, 1, 1024);
  }

  /**
   * @param node where the node listens
   * @return a builder that holds the defaults
   */
  public static Builder builder(URI node) {
    return new Builder(node);
  }

  /** Collects settings. */
  public static final class Builder {
    private static final int FRAME_BYTES = 256 * 1024;
    private static final int FRAMES_PER_SECOND = 1000;
    private static final int BURST_FRAMES = 2000;
    private static final Duration IDLE = Duration.ofMinutes(2);

    private final URI node;
    private Optional<Address> broker = Optional.empty();
    private String host = "127.0.0.1";
    private int port = 8010;
    private int adminPort = 8011;
    private Optional<Path> dataFolder = Optional.empty();
    private RelayTimes times = RelayTimes.DEFAULT;
    private RelayLimits limits = RelayLimits.DEFAULT;
    private TransportLimits transport =
        TransportLimits.DEFAULTS
            .withMaxFrameBytes(FRAME_BYTES)
            .withRate(FRAMES_PER_SECOND, BURST_FRAMES)
            .withTimeouts(
                TransportLimits.DEFAULTS.handshakeTimeout(),
                IDLE,
                TransportLimits.DEFAULTS.writeStall(),
                TransportLimits.DEFAULTS.closeTimeout());
    private Optional<TlsFiles> tls = Optional.empty();
    private int workers = Runtime.getRuntime().availableProcessors();

    private Builder(URI node) {
      this.node = node;
    }

    /** Sets {@link RelayConfig#broker}. */
    public Builder broker(Address value) {
      this.broker = Optional.of(value);
      return this;
    }

    /** Sets {@link RelayConfig#host}. */
    public Builder host(String value) {
      this.host = value;
      return this;
    }

    /** Sets {@link RelayConfig#port}. */
    public Builder port(int value) {
      this.port = value;
      return this;
    }

    /** Sets {@link RelayConfig#adminPort}. */
    public Builder adminPort(int value) {
      this.adminPort = value;
      return this;
    }

    /** Sets {@link RelayConfig#dataFolder}. */
    public Builder dataFolder(Path value) {
      this.dataFolder = Optional.of(value);
      return this;
    }

    /** Sets {@link RelayConfig#times}. */
    public Builder times(RelayTimes value) {
      this.times = value;
      return this;
    }

    /** Sets {@link RelayConfig#limits}. */
    public Builder limits(RelayLimits value) {
      this.limits = value;
      return this;
    }

    /** Sets {@link RelayConfig#transport}. */
    public Builder transport(TransportLimits value) {
      this.transport = value;
      return this;
    }

    /** Sets {@link RelayConfig#tls}. */
    public Builder tls(TlsFiles value) {
      this.tls = Optional.of(value);
      return this;
    }

    /** Sets {@link RelayConfig#workers}. */
    public Builder workers(int value) {
      this.workers = value;
      return this;
    }

    /**
     * @return the settings
     * @throws InvalidRelayConfigException if one is outside its range
     */
    public RelayConfig build() {
      return new RelayConfig(
          node, broker, host, port, adminPort, dataFolder, times, limits, transport, tls, workers);
    }
  }
}
