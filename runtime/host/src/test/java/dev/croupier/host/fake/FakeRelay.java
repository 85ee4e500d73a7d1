package dev.croupier.host.fake;

import dev.croupier.app.ConnectionStatus;
import dev.croupier.client.MessageStamp;
import dev.croupier.client.NodeException;
import dev.croupier.client.OutgoingMessage;
import dev.croupier.client.Relay;
import dev.croupier.client.RelayedMessage;
import dev.croupier.protocol.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One connection's relay: over a network that a test may spoil, with answers that may be lost. */
final class FakeRelay implements Relay {

  private static final long TIMEOUT_MS = 10_000;

  private final FakeNode node;
  private final FakeConnection connection;
  private final List<CompletableFuture<Void>> underWay = new ArrayList<>();
  private long lastId;

  FakeRelay(FakeNode node, FakeConnection connection) {
    this.node = node;
    this.connection = connection;
  }

  @Override
  public long nextRequestId() {
    if (lastId == 0) {
      lastId = Math.max(node.nowMs() * 1_000, node.highestId.getOrDefault(connection.wallet(), 0L));
    }
    lastId++;
    node.highestId.merge(connection.wallet(), lastId, Math::max);
    return lastId;
  }

  @Override
  public void skipPast(long lastUsed) {
    lastId = Math.max(lastId, lastUsed);
  }

  @Override
  public OutgoingMessage compose(
      SessionId sessionId, String type, String dataJson, MessageStamp stamp) {
    String text = write(sessionId, type, dataJson, stamp);
    node.signedMessages.put(
        text,
        new RelayedMessage(
            sessionId,
            type,
            dataJson,
            connection.wallet(),
            RelayedMessage.Proof.WALLET_SIGNATURE,
            stamp.requestId(),
            stamp.previousId(),
            text));
    return new OutgoingMessage(sessionId, type, dataJson, stamp, text, signature(text));
  }

  /** Looks like one, and is another for each text. */
  private static String signature(String text) {
    String digest = FakeNode.digest(text).toString();
    return digest + digest.substring(2) + "1b";
  }

  @Override
  public String write(SessionId sessionId, String type, String dataJson, MessageStamp stamp) {
    return connection.wallet() + " " + sessionId + " " + type + " " + dataJson + " " + stamp;
  }

  @Override
  public RelayedMessage readForwarded(SessionId sessionId, String requestText, String signature) {
    RelayedMessage message = node.signedMessages.get(requestText);
    if (message == null
        || !message.sessionId().equals(sessionId)
        || !signature.equals(signature(requestText))) {
      throw new NodeException.UnusableFrame("never signed: " + requestText);
    }
    return message;
  }

  @Override
  public RelayedMessage readCarried(SessionId sessionId, String requestText, String signature) {
    return readForwarded(sessionId, requestText, signature);
  }

  @Override
  public CompletableFuture<Void> send(OutgoingMessage outgoing) {
    if (connection.status() != ConnectionStatus.CONNECTED) {
      return CompletableFuture.failedFuture(new NodeException.NotConnected("fake"));
    }
    CompletableFuture<Void> accepted = new CompletableFuture<>();
    underWay.add(accepted);
    RelayedMessage message = node.signedMessages.get(outgoing.signedText());
    node.network.carry(node, connection, () -> arrived(message, accepted));
    if (node.network != FakeNetwork.PERFECT) {
      node.later(
          TIMEOUT_MS,
          () ->
              accepted.completeExceptionally(
                  new NodeException.TimedOut("message", Duration.ofMillis(TIMEOUT_MS))));
    }
    return accepted;
  }

  private void arrived(RelayedMessage message, CompletableFuture<Void> accepted) {
    node.take(
            message,
            () ->
                node.network.carry(
                    node,
                    connection,
                    () -> {
                      if (node.echoes) {
                        connection.listener().message(message);
                      }
                      accepted.complete(null);
                    }))
        .ifPresent(
            refusal ->
                node.network.carry(
                    node,
                    connection,
                    () -> {
                      if (refusal.equals("used")) {
                        accepted.complete(null);
                      } else {
                        accepted.completeExceptionally(
                            new NodeException.Refused("message", refusal));
                      }
                    }));
  }

  /** The connection has ended. */
  void lost() {
    List<CompletableFuture<Void>> lost = List.copyOf(underWay);
    underWay.clear();
    lost.forEach(
        accepted ->
            accepted.completeExceptionally(new NodeException.ConnectionLost("message", "cut")));
  }
}
