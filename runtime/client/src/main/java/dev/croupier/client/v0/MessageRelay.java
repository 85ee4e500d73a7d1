package dev.croupier.client.v0;

import dev.croupier.client.ClientConfig;
import dev.croupier.client.MessageStamp;
import dev.croupier.client.NodeException;
import dev.croupier.client.OutgoingMessage;
import dev.croupier.client.Relay;
import dev.croupier.client.RelayedMessage;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.json.JsonText;
import dev.croupier.protocol.json.RawJson;
import dev.croupier.protocol.v0.ErrorText;
import dev.croupier.protocol.v0.RequestFrame;
import dev.croupier.protocol.v0.RequestPayload;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The relay of a local node (clearnode-0.x 11.3). Params are the founding shape, {@code type} and
 * {@code data}, and besides {@code session}, {@code seq} and {@code prev}, which bind the message
 * to its session and its place; see {@link MessageReader}. The wallet signs, so that receivers need
 * not trust the node.
 *
 * <p>The local node takes each request id of a sender once per session. So when it says that the id
 * of a message was used before, an earlier try has reached it.
 */
final class MessageRelay implements Relay {
  /** The part of the acceptance window after which a message is dated anew, in percent. */
  private static final int FRESH_PERCENT = 80;

  private final ClientConfig config;
  private final RequestIds ids;
  private final MessageReader reader;
  private final Acceptances acceptances;

  MessageRelay(ClientConfig config, RequestIds ids, MessageReader reader, Lifeline lifeline) {
    this.config = config;
    this.ids = ids;
    this.reader = reader;
    this.acceptances = new Acceptances(config, ids, lifeline);
  }

  @Override
  public long nextRequestId() {
    return ids.next();
  }

  @Override
  public void skipPast(long lastUsed) {
    ids.skipPast(lastUsed);
  }

  @Override
  public OutgoingMessage compose(
      SessionId sessionId, String type, String dataJson, MessageStamp stamp) {
    RawJson data = RawJson.of(dataJson);
    String previous =
        stamp.previousId().isPresent() ? ",\"prev\":" + stamp.previousId().getAsLong() : "";
    RequestPayload payload =
        RequestPayload.read(
            "["
                + stamp.requestId()
                + ",\"message\",{\"type\":"
                + JsonText.quoted(type)
                + ",\"data\":"
                + data.text()
                + ",\"session\":\""
                + sessionId
                + "\",\"seq\":"
                + stamp.requestId()
                + previous
                + "},"
                + stamp.timestampMs()
                + "]");
    return new OutgoingMessage(
        sessionId, type, dataJson, stamp, payload.text(), payload.sign(config.wallet()).toString());
  }

  @Override
  public CompletableFuture<Void> send(OutgoingMessage message) {
    OutgoingMessage fresh = fresh(message);
    RequestPayload payload = RequestPayload.read(fresh.signedText());
    String sid = fresh.sessionId().toString();
    return acceptances
        .of(new RequestFrame(payload, List.of(fresh.signature()), sid))
        .exceptionallyCompose(
            error -> usedBefore(error, fresh) ? done() : CompletableFuture.failedFuture(error));
  }

  private static boolean usedBefore(Throwable error, OutgoingMessage message) {
    String text =
        ErrorText.requestIdUsed(message.stamp().requestId(), message.sessionId().toString());
    return Lifeline.cause(error) instanceof NodeException.Refused refused
        && refused.nodeText().equals(text);
  }

  private static CompletableFuture<Void> done() {
    return CompletableFuture.completedFuture(null);
  }

  /**
   * The node checks the age of a message before it looks whether it has had it (clearnode-0.x 4).
   */
  private OutgoingMessage fresh(OutgoingMessage message) {
    MessageStamp stamp = message.stamp();
    long nowMs = config.clock().millis();
    long ageMs = nowMs - stamp.timestampMs();
    if (ageMs <= config.acceptanceWindow().toMillis() / 100 * FRESH_PERCENT) {
      return message;
    }
    return compose(
        message.sessionId(),
        message.type(),
        message.dataJson(),
        new MessageStamp(stamp.requestId(), nowMs, stamp.previousId()));
  }

  @Override
  public RelayedMessage readForwarded(SessionId sessionId, String requestText, String signature) {
    return reader.readForwarded(sessionId, requestText, signature);
  }
}
