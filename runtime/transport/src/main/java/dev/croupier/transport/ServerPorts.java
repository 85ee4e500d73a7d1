package dev.croupier.transport;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The two ports of a running server: a WebSocket for its clients, HTTP on loopback for its
 * operator. Methods may be called from any thread.
 */
public final class ServerPorts implements AutoCloseable {
  private final ServerSettings settings;
  private final EventLoops loops;
  private final WebSocketServer server;
  private final AdminServer admin;

  private ServerPorts(
      ServerSettings settings, EventLoops loops, WebSocketServer server, AdminServer admin) {
    this.settings = settings;
    this.loops = loops;
    this.server = server;
    this.admin = admin;
  }

  /**
   * Starts to listen on both.
   *
   * @param name how the names of the threads begin
   * @param settings where and how
   * @param listener hears of the clients
   * @param routes makes what the operator can ask, given what is counted of the clients
   * @return the ports, to be closed by the caller
   * @throws PortInUseException if a port is taken; then nothing listens
   * @throws TransportException if it cannot listen for another reason
   */
  public static ServerPorts open(
      String name,
      ServerSettings settings,
      PeerListener listener,
      Function<Supplier<TransportStatistics>, List<AdminRoute>> routes) {
    EventLoops loops = EventLoops.perProcessor(name);
    WebSocketServer server = null;
    try {
      server =
          WebSocketServer.start(
              loops,
              new InetSocketAddress(settings.host(), settings.port()),
              settings.tls().orElse(null),
              settings.transport(),
              listener);
      AdminServer admin =
          AdminServer.start(
              loops, AdminServer.loopback(settings.adminPort()), routes.apply(server::statistics));
      return new ServerPorts(settings, loops, server, admin);
    } catch (RuntimeException e) {
      abandon(server, loops);
      throw e;
    }
  }

  private static void abandon(@Nullable WebSocketServer started, EventLoops loops) {
    if (started != null) {
      started.close();
    }
    loops.close();
  }

  /**
   * @return where clients connect, such as {@code ws://127.0.0.1:8000/ws}
   */
  public URI wsUri() {
    String scheme = settings.tls().isPresent() ? "wss" : "ws";
    return URI.create(scheme + "://" + settings.host() + ":" + server.address().getPort() + "/ws");
  }

  /**
   * @return what the operator asks, such as {@code http://127.0.0.1:8001}
   */
  public URI adminUri() {
    return URI.create("http://127.0.0.1:" + admin.address().getPort());
  }

  /** Says goodbye to all connections and listens no more. */
  public void leave() {
    server.close();
    admin.close();
  }

  /** Ends the threads too; {@link #leave} comes first. */
  @Override
  public void close() {
    loops.close();
  }
}
