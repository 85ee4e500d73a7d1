package dev.croupier.node;

import dev.croupier.protocol.v0.ResponseFrame;
import dev.croupier.transport.Peer;
import java.util.ArrayList;
import java.util.List;

/** A connection that keeps what is sent to it. */
final class FakePeer implements Peer {
  private final long id;
  private final List<String> sent = new ArrayList<>();

  FakePeer(long id) {
    this.id = id;
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public synchronized void send(String text) {
    sent.add(text);
  }

  @Override
  public void close(String reason) {
    throw new AssertionError("the core closed connection " + id + ": " + reason);
  }

  /** What was sent since the last call. */
  synchronized List<String> take() {
    List<String> taken = List.copyOf(sent);
    sent.clear();
    return taken;
  }

  /** The same, read. */
  List<ResponseFrame> takeFrames() {
    return take().stream().map(ResponseFrame::read).toList();
  }
}
