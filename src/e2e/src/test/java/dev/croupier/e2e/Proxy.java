package dev.croupier.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A wire between a host and a node that can be cut. */
final class Proxy implements AutoCloseable {
  private final ServerSocket door;
  private final URI node;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger dialled = new AtomicInteger();

  Proxy(URI node) throws IOException {
    this.node = node;
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  URI uri() {
    return URI.create("ws://127.0.0.1:" + door.getLocalPort() + node.getPath());
  }

  /** How often a connection was made. */
  int dialled() {
    return dialled.get();
  }

  /** Breaks all connections, without a goodbye. */
  void cut() {
    open.forEach(Proxy::end);
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket caller = door.accept();
        Socket called = new Socket(node.getHost(), node.getPort());
        open.add(caller);
        open.add(called);
        dialled.incrementAndGet();
        Thread.ofVirtual().start(() -> carry(caller, called));
        Thread.ofVirtual().start(() -> carry(called, caller));
      } catch (IOException e) {
        // The door is closed, or the node is; whoever waits sees its own connection end.
        continue;
      }
    }
  }

  private void carry(Socket from, Socket to) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException e) {
      // An end of the wire is gone, so the other goes too.
    } finally {
      end(from);
      end(to);
      open.remove(from);
      open.remove(to);
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    cut();
  }
}
