package dev.croupier.client;

import dev.croupier.protocol.SessionId;
import java.util.concurrent.CompletableFuture;

/**
 * What carries messages between the participants of a session. Messages come back through {@link
 * NodeListener#message}, the sender's own included.
 */
public interface Relay {

  /**
   * Signs and sends a message.
   *
   * @param sessionId an open session
   * @param type the message type
   * @param dataJson the data as JSON text; arrives as the same text
   * @return completes when the relay has accepted it for every participant
   */
  CompletableFuture<Void> send(SessionId sessionId, String type, String dataJson);
}
