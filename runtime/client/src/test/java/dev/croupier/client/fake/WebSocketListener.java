package dev.croupier.client.fake;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Accepts WebSockets on a free loopback port, one thread each. */
public final class WebSocketListener implements AutoCloseable {

  /** What to do with one connection. */
  public interface Handler {
    /** The handshake is done. */
    void opened(WebSocketPeer peer);

    /** A text came. */
    void received(WebSocketPeer peer, String text);
  }

  private final ServerSocket server;
  private final Handler handler;
  private final List<WebSocketPeer> peers = new CopyOnWriteArrayList<>();

  /** Starts to listen. */
  public WebSocketListener(Handler handler) throws IOException {
    this.handler = handler;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().name("fake-node-accept").start(this::accept);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofPlatform().daemon().name("fake-node").start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      WebSocketPeer peer = new WebSocketPeer(socket);
      peers.add(peer);
      peer.shakeHands();
      handler.opened(peer);
      peer.readAll(text -> handler.received(peer, text));
    } catch (IOException | java.io.UncheckedIOException ended) {
      // The other side or the test has cut the connection.
    }
  }

  /** Where to connect to. */
  public URI uri() {
    return URI.create("ws://127.0.0.1:" + server.getLocalPort() + "/ws");
  }

  /** Every connection so far, oldest first. */
  public List<WebSocketPeer> peers() {
    return peers;
  }

  @Override
  public void close() throws IOException {
    server.close();
    peers.forEach(WebSocketPeer::cut);
  }
}
