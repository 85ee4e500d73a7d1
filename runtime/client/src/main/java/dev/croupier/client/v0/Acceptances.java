package dev.croupier.client.v0;

import dev.croupier.client.ClientConfig;
import dev.croupier.client.NodeException;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.NoParams;
import dev.croupier.protocol.v0.RequestFrame;
import dev.croupier.protocol.v0.RequestPayload;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Finds out that the relay has taken a message. Most relays send it back, and that is the
 * acknowledgement. One that keeps senders' copies to itself says nothing at all when all is well
 * (clearnode-0.x 11.3), so until a message has come back over a link each is followed by a {@code
 * ping}: a node answers one frame before it takes the next (clearnode-0.x 1), and when the answer
 * to the ping is there and no refusal of the message, the message was taken.
 */
final class Acceptances {
  private final ClientConfig config;
  private final RequestIds ids;
  private final Lifeline lifeline;
  private final ReentrantLock order = new ReentrantLock();
  private volatile @Nullable Link echoing;

  Acceptances(ClientConfig config, RequestIds ids, Lifeline lifeline) {
    this.config = config;
    this.ids = ids;
    this.lifeline = lifeline;
  }

  /** Sends a message; completes when it was taken. */
  CompletableFuture<Void> of(RequestFrame message) {
    Optional<Link> link = lifeline.loggedIn();
    if (link.isEmpty()) {
      return CompletableFuture.failedFuture(
          new NodeException.NotConnected("there is no login at " + config.node()));
    }
    CompletableFuture<Void> accepted = new CompletableFuture<>();
    // Both frames in one go, so that those of other threads do not come between or before.
    order.lock();
    try {
      sendMessage(link.get(), message, accepted);
      if (link.get() != echoing && !accepted.isDone()) {
        sendPing(link.get(), message.payload().requestId(), accepted);
      }
    } finally {
      order.unlock();
    }
    return accepted;
  }

  private void sendMessage(Link link, RequestFrame message, CompletableFuture<Void> accepted) {
    var _ =
        link.ask(message)
            .whenComplete(
                (echo, error) -> {
                  if (error != null) {
                    accepted.completeExceptionally(error);
                  } else {
                    echoing = link;
                    accepted.complete(null);
                  }
                });
  }

  private void sendPing(Link link, long messageId, CompletableFuture<Void> accepted) {
    RequestFrame ping =
        RequestPayload.of(ids.next(), new NoParams(Method.PING), config.clock().millis())
            .unsigned();
    var _ =
        link.ask(ping)
            .whenComplete(
                (pong, error) -> {
                  boolean answered =
                      error == null || Lifeline.cause(error) instanceof NodeException.Refused;
                  if (answered && accepted.complete(null)) {
                    link.forget(messageId);
                  }
                });
  }
}
