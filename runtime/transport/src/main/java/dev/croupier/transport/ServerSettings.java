package dev.croupier.transport;

import java.util.Optional;

/**
 * How a server listens that has a WebSocket for its clients and a port of its own for its operator.
 * Servers hold the values against bounds of their own.
 *
 * @param host name or address to listen on
 * @param port port of the WebSocket, 0 for any free one
 * @param adminPort port of what its operator asks, on loopback, 0 for any free one
 * @param transport limits of connections
 * @param tls certificate and key for {@code wss}; empty for {@code ws}
 * @param workers threads that read frames and check signatures
 */
public record ServerSettings(
    String host,
    int port,
    int adminPort,
    TransportLimits transport,
    Optional<TlsFiles> tls,
    int workers) {

  /**
   * Collects them, among a server's other settings.
   *
   * @param <B> the builder
   */
  public abstract static class Builder<B extends Builder<B>> {
    private String host = "127.0.0.1";
    private int port;
    private int adminPort;
    private TransportLimits transport;
    private Optional<TlsFiles> tls = Optional.empty();
    private int workers = Runtime.getRuntime().availableProcessors();

    /**
     * @param port the default port
     * @param adminPort the default port for the operator
     * @param transport the default limits
     */
    protected Builder(int port, int adminPort, TransportLimits transport) {
      this.port = port;
      this.adminPort = adminPort;
      this.transport = transport;
    }

    /**
     * @return this
     */
    protected abstract B self();

    /** Sets {@link ServerSettings#host}; {@code 127.0.0.1} unless set. */
    public B host(String value) {
      this.host = value;
      return self();
    }

    /** Sets {@link ServerSettings#port}. */
    public B port(int value) {
      this.port = value;
      return self();
    }

    /** Sets {@link ServerSettings#adminPort}. */
    public B adminPort(int value) {
      this.adminPort = value;
      return self();
    }

    /** Sets {@link ServerSettings#transport}. */
    public B transport(TransportLimits value) {
      this.transport = value;
      return self();
    }

    /** Sets {@link ServerSettings#tls}; none unless set. */
    public B tls(TlsFiles value) {
      this.tls = Optional.of(value);
      return self();
    }

    /** Sets {@link ServerSettings#workers}; one per processor unless set. */
    public B workers(int value) {
      this.workers = value;
      return self();
    }

    /**
     * @return what was collected
     */
    protected ServerSettings server() {
      return new ServerSettings(host, port, adminPort, transport, tls, workers);
    }
  }
}
