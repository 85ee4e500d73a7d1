package dev.croupier.client.v0;

import dev.croupier.client.ClientConfig;
import dev.croupier.client.NodeException;
import dev.croupier.client.wire.Wire;
import dev.croupier.protocol.ProtocolException;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.RequestFrame;
import dev.croupier.protocol.v0.ResponseFrame;
import dev.croupier.protocol.v0.ResponsePayload;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One wire and the requests on it, from dialling to the end. Frames that the node's key has not
 * signed go no further than here, but for messages that speak for themselves ({@link
 * ReadMessage#speaksForItself}).
 */
final class Link implements Wire.Listener {

  /** Who hears of everything that is not an answer. */
  interface Owner {

    /** A verified frame that answers nothing. */
    void notified(ResponseFrame frame);

    /**
     * Reads a relayed message that is not verified.
     *
     * @throws NodeException.UnusableFrame if it cannot be used
     */
    ReadMessage read(ResponseFrame frame);

    /** A relayed message that is verified, or speaks for itself. */
    void told(ResponseFrame frame, ReadMessage message);

    /** A frame that cannot be used. */
    void unusable(NodeException problem);

    /** The link has ended; called once. */
    void ended(Link link, String reason);
  }

  private final ClientConfig config;
  private final NodeKey nodeKey;
  private final Owner owner;
  private final PendingRequests pending;
  private final CompletableFuture<Void> opened = new CompletableFuture<>();
  private final CompletableFuture<Wire> wire = new CompletableFuture<>();
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile Optional<ResponsePayload> greeting = Optional.empty();
  private boolean trusted; // seen by the reading thread only

  Link(ClientConfig config, NodeKey nodeKey, ScheduledExecutorService timer, Owner owner) {
    this.config = config;
    this.nodeKey = nodeKey;
    this.owner = owner;
    this.pending = new PendingRequests(timer, config.requestTimeout());
  }

  /**
   * Starts to dial.
   *
   * @return completes when frames can be sent
   */
  CompletableFuture<Void> dial() {
    wire.complete(config.dialer().dial(config.node(), config.limits(), this));
    return opened;
  }

  /** The {@code assets} a node sends unasked: in S0.3 its id is a time, later 0 (compat 3.1). */
  Optional<ResponsePayload> greeting() {
    return greeting;
  }

  /** Sends a request; the answer completes on the reading thread, a time-out on the timer. */
  CompletableFuture<ResponsePayload> ask(RequestFrame frame) {
    long id = frame.payload().requestId();
    String method = frame.payload().method();
    CompletableFuture<ResponsePayload> answer = pending.expect(id, method);
    if (answer.isDone()) {
      return answer;
    }
    try {
      wire.join().send(frame.text());
    } catch (NodeException e) {
      pending.fail(id, e);
    }
    if (ended.get()) {
      pending.fail(id, new NodeException.ConnectionLost(method, "the connection has ended"));
    }
    return answer;
  }

  /** Waits for the answer to a request no longer. */
  void forget(long requestId) {
    pending.forget(requestId);
  }

  void close() {
    var _ = wire.thenAccept(Wire::close);
  }

  void cut(String reason) {
    var _ = wire.thenAccept(open -> open.cut(reason));
  }

  @Override
  public void opened() {
    var _ = wire.thenRun(() -> opened.complete(null));
  }

  @Override
  public void received(String text) {
    if (text.isBlank()) {
      return;
    }
    ResponseFrame frame;
    try {
      frame = ResponseFrame.read(text);
    } catch (ProtocolException e) {
      owner.unusable(new NodeException.UnusableFrame("it cannot be read", e));
      return;
    }
    String method = frame.payload().method();
    if (method.equals(Method.MESSAGE.wireName())) {
      relayed(frame);
    } else if (verified(frame)) {
      if (greeting.isEmpty() && method.equals(Method.ASSETS.wireName())) {
        greeting = Optional.of(frame.payload());
      }
      if (pending.answer(frame.payload()).isEmpty()) {
        owner.notified(frame);
      }
    }
  }

  /** One's own message is both: told like all others first, then the acknowledgement. */
  private void relayed(ResponseFrame frame) {
    ReadMessage read;
    try {
      read = owner.read(frame);
    } catch (NodeException e) {
      if (verified(frame)) {
        owner.unusable(e);
        pending.answer(frame.payload());
      }
      return;
    }
    boolean alone = read.speaksForItself();
    if (alone || verified(frame)) {
      owner.told(frame, read);
      // What the node has not signed must not answer for it, except in one's own words.
      if (!alone || read.own()) {
        pending.answer(frame.payload());
      }
    }
  }

  private boolean verified(ResponseFrame frame) {
    try {
      nodeKey.verify(frame);
      trusted = true;
      return true;
    } catch (NodeException e) {
      refuse(frame, e);
      return false;
    }
  }

  /** One bad frame is left out; a wire that has never shown the node's key leads elsewhere. */
  private void refuse(ResponseFrame frame, NodeException problem) {
    Optional<NodeException.WrongKey> elsewhere =
        trusted ? Optional.empty() : nodeKey.otherKey(config.node().toString(), frame);
    if (elsewhere.isEmpty()) {
      owner.unusable(problem);
      return;
    }
    opened.completeExceptionally(elsewhere.get());
    pending.failAll(method -> elsewhere.get());
  }

  @Override
  public void closed(String reason) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    opened.completeExceptionally(new NodeException.Unreachable(config.node().toString(), reason));
    pending.failAll(method -> new NodeException.ConnectionLost(method, reason));
    owner.ended(this, reason);
  }
}
