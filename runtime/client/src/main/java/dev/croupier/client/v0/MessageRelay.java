package dev.croupier.client.v0;

import dev.croupier.client.ClientConfig;
import dev.croupier.client.MessageStamp;
import dev.croupier.client.NodeException;
import dev.croupier.client.OutgoingMessage;
import dev.croupier.client.Relay;
import dev.croupier.client.RelayedMessage;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.json.JsonLimits;
import dev.croupier.protocol.json.RawJson;
import dev.croupier.protocol.v0.ErrorText;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.RequestFrame;
import dev.croupier.protocol.v0.RequestPayload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

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

  /** The data lies two levels deep in what is sent. */
  private static final JsonLimits DATA =
      new JsonLimits(
          JsonLimits.DEFAULT.maxDocumentChars(),
          JsonLimits.DEFAULT.maxDepth() - 2,
          JsonLimits.DEFAULT.maxStringChars(),
          JsonLimits.DEFAULT.maxNumberChars());

  private final ClientConfig config;
  private final RequestIds ids;
  private final MessageReader reader;
  private final SentTexts sent;
  private final Acceptances acceptances;
  private volatile @Nullable RequestPayload composed;

  MessageRelay(
      ClientConfig config,
      RequestIds ids,
      MessageReader reader,
      SentTexts sent,
      Lifeline lifeline) {
    this.config = config;
    this.ids = ids;
    this.reader = reader;
    this.sent = sent;
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
    RequestPayload payload = payload(sessionId, type, dataJson, stamp);
    composed = payload;
    return new OutgoingMessage(
        sessionId, type, dataJson, stamp, payload.text(), payload.sign(config.wallet()).toString());
  }

  @Override
  public String write(SessionId sessionId, String type, String dataJson, MessageStamp stamp) {
    return payload(sessionId, type, dataJson, stamp).text();
  }

  private static RequestPayload payload(
      SessionId sessionId, String type, String dataJson, MessageStamp stamp) {
    SequencedMap<String, RawJson> params = new LinkedHashMap<>();
    params.put("type", RawJson.string(type));
    params.put("data", RawJson.of(dataJson, DATA));
    params.put("session", RawJson.string(sessionId.toString()));
    params.put("seq", RawJson.number(stamp.requestId()));
    stamp.previousId().ifPresent(previous -> params.put("prev", RawJson.number(previous)));
    return RequestPayload.ofWritten(
        stamp.requestId(), Method.MESSAGE.wireName(), RawJson.object(params), stamp.timestampMs());
  }

  @Override
  public CompletableFuture<Void> send(OutgoingMessage message) {
    OutgoingMessage fresh = fresh(message);
    RequestPayload payload = signed(fresh);
    String sid = fresh.sessionId().toString();
    sent.leaves(payload);
    return acceptances
        .of(new RequestFrame(payload, List.of(fresh.signature()), sid))
        .whenComplete((taken, error) -> sent.settled(payload))
        .exceptionallyCompose(
            error -> usedBefore(error, fresh) ? done() : CompletableFuture.failedFuture(error));
  }

  /** Mostly the message was composed just now, and need not be read again. */
  private RequestPayload signed(OutgoingMessage message) {
    RequestPayload latest = composed;
    return latest != null && latest.text().equals(message.signedText())
        ? latest
        : RequestPayload.read(message.signedText());
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

  @Override
  public RelayedMessage readCarried(SessionId sessionId, String requestText, String signature) {
    return reader.readCarried(sessionId, requestText, signature);
  }
}
