package dev.croupier.cli.bench.memory;

import dev.croupier.client.NodeException;
import dev.croupier.client.wire.Wire;
import dev.croupier.protocol.Address;
import dev.croupier.transport.Peer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;

/**
 * A connection inside this process. One thread reads for the host, as a socket's would; another one
 * takes what the host sends, on the node's side.
 */
final class MemoryWire implements Wire {
  private static final String END = "";

  private final BlockingQueue<String> toHost = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> toNode = new LinkedBlockingQueue<>();
  private final Wire.Listener listener;
  private final Peer peer;
  private final Thread reader;
  private final Thread nodeSide;
  private final Address wallet;
  private volatile boolean open = true;

  MemoryWire(
      long number, Address wallet, Wire.Listener listener, BiConsumer<MemoryWire, String> node) {
    this.wallet = wallet;
    this.listener = listener;
    this.peer = new NodeEnd(number);
    this.reader =
        Thread.ofPlatform()
            .daemon()
            .name("croupier-memory-reader-" + number)
            .unstarted(() -> pump(toHost, listener::received));
    this.nodeSide =
        Thread.ofPlatform()
            .daemon()
            .name("croupier-memory-load-" + number)
            .unstarted(() -> pump(toNode, text -> node.accept(this, text)));
  }

  private interface Taker {
    void take(String text);
  }

  private static void pump(BlockingQueue<String> queue, Taker taker) {
    try {
      for (String text = queue.take(); !text.equals(END); text = queue.take()) {
        taker.take(text);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void start() {
    nodeSide.start();
    listener.opened();
    reader.start();
  }

  Thread nodeSide() {
    return nodeSide;
  }

  Peer peer() {
    return peer;
  }

  /** Whose connection it is, for the proofs of its messages. */
  Address wallet() {
    return wallet;
  }

  /** A frame of the node arrives. */
  void deliver(String text) {
    toHost.add(text);
  }

  @Override
  public void send(String text) {
    if (!open) {
      throw new NodeException.NotConnected("the connection has ended");
    }
    toNode.add(text);
  }

  @Override
  public void close() {
    cut("closed by this side");
  }

  @Override
  public void cut(String reason) {
    if (open) {
      open = false;
      toHost.add(END);
      toNode.add(END);
      listener.closed(reason);
    }
  }

  private final class NodeEnd implements Peer {
    private final long number;

    NodeEnd(long number) {
      this.number = number;
    }

    @Override
    public long id() {
      return number;
    }

    @Override
    public void send(String text) {
      deliver(text);
    }

    @Override
    public void close(String reason) {
      cut(reason);
    }
  }
}
