package dev.croupier.testkit;

import dev.croupier.client.NodeException;
import dev.croupier.client.wire.Wire;
import dev.croupier.transport.Peer;
import java.util.EnumMap;
import java.util.Map;

/** One connection: a wire to the wallet, a peer to the node. */
final class Line implements Wire {

  private enum State {
    DIALLING,
    OPEN,
    ENDED
  }

  private final Network network;
  private final long number;
  private final String name;
  private final Wire.Listener listener;
  private final Peer peer = new NodeEnd();
  private final Map<Direction, Long> latestMs = new EnumMap<>(Direction.class);
  private volatile State state = State.DIALLING;

  Line(Network network, long number, String name, Wire.Listener listener) {
    this.network = network;
    this.number = number;
    this.name = name;
    this.listener = listener;
  }

  String name() {
    return name;
  }

  Peer peer() {
    return peer;
  }

  Wire.Listener listener() {
    return listener;
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  /** No frame arrives before one that left earlier. */
  long inOrder(Direction direction, long dueMs) {
    return latestMs.merge(direction, dueMs, Math::max);
  }

  boolean open() {
    if (state != State.DIALLING) {
      return false;
    }
    state = State.OPEN;
    listener.opened();
    return true;
  }

  void refused(String reason) {
    if (state == State.DIALLING) {
      vanish();
      listener.closed(reason);
    }
  }

  /** Ends without a word to the wallet's side, which is no more. */
  void vanish() {
    if (state != State.ENDED) {
      state = State.ENDED;
      network.ended(this);
    }
  }

  @Override
  public void send(String text) {
    if (state != State.OPEN) {
      throw new NodeException.NotConnected("the connection is not open");
    }
    network.transmit(this, Direction.TO_NODE, text);
  }

  @Override
  public void close() {
    if (state == State.OPEN) {
      network.afterFrames(this, () -> cut("closed by this side"));
    } else {
      cut("closed by this side");
    }
  }

  @Override
  public void cut(String reason) {
    if (state != State.ENDED) {
      vanish();
      network.soon(() -> listener.closed(reason));
    }
  }

  private final class NodeEnd implements Peer {
    @Override
    public long id() {
      return number;
    }

    @Override
    public void send(String text) {
      network.leave(Line.this, text);
    }

    @Override
    public void close(String reason) {
      network.soon(() -> cut("the node closed the connection: " + reason));
    }
  }
}
