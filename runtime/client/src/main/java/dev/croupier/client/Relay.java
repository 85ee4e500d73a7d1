package dev.croupier.client;

import dev.croupier.protocol.SessionId;
import java.util.concurrent.CompletableFuture;

/**
 * What carries messages between the participants of a session. Messages come back through {@link
 * NodeListener#message}, the sender's own included unless the relay leaves them out.
 */
public interface Relay extends Messages {

  /**
   * Says, before a message is numbered and recorded, whether it can be carried. Most relays take
   * every message of an open session.
   *
   * @param sessionId the session
   * @param type the message type
   * @param dataJson the data as JSON text
   * @throws dev.croupier.app.CroupierException why not
   */
  default void check(SessionId sessionId, String type, String dataJson) {}

  /**
   * Sends a message, for the first time or again. Messages leave in the order of the calls. One
   * that the node would find too old is dated anew; its number stays.
   *
   * @param message from {@link #compose}
   * @return completes when the relay has accepted it for every participant, now or at an earlier
   *     try; fails with {@link NodeException.Refused} if it will not take it, and with {@link
   *     NodeException.ConnectionLost}, {@link NodeException.TimedOut} or {@link
   *     NodeException.UnusableFrame} if it may have taken it
   */
  CompletableFuture<Void> send(OutgoingMessage message);
}
