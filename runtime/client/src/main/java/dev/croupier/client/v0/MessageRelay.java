package dev.croupier.client.v0;

import dev.croupier.client.ClientConfig;
import dev.croupier.client.Relay;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.json.JsonText;
import dev.croupier.protocol.json.RawJson;
import dev.croupier.protocol.v0.RequestPayload;
import dev.croupier.protocol.v0.ResponsePayload;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The relay of a local node (clearnode-0.x 11.3). Params are the founding shape, {@code type} and
 * {@code data}, and besides {@code session} and {@code seq}, which bind the message to its session
 * and its place; see {@link MessageReader}. The wallet signs, so that receivers need not trust the
 * node.
 */
final class MessageRelay implements Relay {
  private final ClientConfig config;
  private final RequestIds ids;
  private final Lifeline lifeline;
  private final ReentrantLock order = new ReentrantLock();

  MessageRelay(ClientConfig config, RequestIds ids, Lifeline lifeline) {
    this.config = config;
    this.ids = ids;
    this.lifeline = lifeline;
  }

  @Override
  public CompletableFuture<Void> send(SessionId sessionId, String type, String dataJson) {
    RawJson data = RawJson.of(dataJson);
    CompletableFuture<ResponsePayload> accepted;
    // Numbered, signed and queued in one go: sequence numbers leave in ascending order.
    order.lock();
    try {
      long id = ids.next();
      String text =
          "["
              + id
              + ",\"message\",{\"type\":"
              + JsonText.quoted(type)
              + ",\"data\":"
              + data.text()
              + ",\"session\":\""
              + sessionId
              + "\",\"seq\":"
              + id
              + "},"
              + config.clock().millis()
              + "]";
      accepted =
          lifeline.ask(
              RequestPayload.read(text).signedBy(config.wallet()).withSid(sessionId.toString()));
    } finally {
      order.unlock();
    }
    return accepted.thenApply(echo -> null);
  }
}
