package dev.croupier.relay;

import dev.croupier.protocol.Address;
import dev.croupier.transport.ServerSettings;
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
 * @param server how it listens. Default 8010 and 8011 on {@code 127.0.0.1}, without TLS, one worker
 *     per processor; limits of connections as a node's, but frames of 256 KiB, 1000 frames per
 *     second after a burst of 2000, and a client that says nothing for 2 min is closed
 * @param dataFolder where the signing key is kept; empty makes a key that is gone when the relay
 *     stops. Default empty
 * @param times how long things are good for
 * @param limits how much is taken
 */
public record RelayConfig(
    URI node,
    Optional<Address> broker,
    ServerSettings server,
    Optional<Path> dataFolder,
    RelayTimes times,
    RelayLimits limits) {

  private static final int HIGHEST_PORT = 65_535;

  /** Checks the ranges. */
  public RelayConfig {
    InvalidRelayConfigException.requireRange("port", server.port(), 0, HIGHEST_PORT);
    InvalidRelayConfigException.requireRange("admin_port", server.adminPort(), 0, HIGHEST_PORT);
    InvalidRelayConfigException.requireRange("workers", server.workers(), 1, 1024);
  }

  /**
   * @param node where the node listens
   * @return a builder that holds the defaults
   */
  public static Builder builder(URI node) {
    return new Builder(node);
  }

  /** Collects settings. */
  public static final class Builder extends ServerSettings.Builder<Builder> {
    private static final int FRAME_BYTES = 256 * 1024;
    private static final int FRAMES_PER_SECOND = 1000;
    private static final int BURST_FRAMES = 2000;
    private static final Duration IDLE = Duration.ofMinutes(2);

    private static final TransportLimits TRANSPORT =
        TransportLimits.DEFAULTS
            .withMaxFrameBytes(FRAME_BYTES)
            .withRate(FRAMES_PER_SECOND, BURST_FRAMES)
            .withTimeouts(
                TransportLimits.DEFAULTS.handshakeTimeout(),
                IDLE,
                TransportLimits.DEFAULTS.writeStall(),
                TransportLimits.DEFAULTS.closeTimeout());

    private final URI node;
    private Optional<Address> broker = Optional.empty();
    private Optional<Path> dataFolder = Optional.empty();
    private RelayTimes times = RelayTimes.DEFAULT;
    private RelayLimits limits = RelayLimits.DEFAULT;

    private Builder(URI node) {
      super(8010, 8011, TRANSPORT);
      this.node = node;
    }

    @Override
    protected Builder self() {
      return this;
    }

    /** Sets {@link RelayConfig#broker}. */
    public Builder broker(Address value) {
      this.broker = Optional.of(value);
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

    /**
     * @return the settings
     * @throws InvalidRelayConfigException if one is outside its range
     */
    public RelayConfig build() {
      return new RelayConfig(node, broker, server(), dataFolder, times, limits);
    }
  }
}
