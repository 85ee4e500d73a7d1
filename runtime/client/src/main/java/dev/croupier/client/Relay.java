package dev.croupier.client;

import dev.croupier.protocol.SessionId;
import java.util.concurrent.CompletableFuture;

/**
 * What carries messages between the participants of a session. Messages come back through {@link
 * NodeListener#message}, the sender's own included unless the relay leaves them out.
 *
 * <p>Composing is apart from sending, so that a message can be recorded before it leaves: the stamp
 * and the content are all there is to it, text and signature follow from them.
 */
public interface Relay {

  /**
   * @return an id for a message of this wallet, above all it has given before, also before a
   *     restart of this process
   */
  long nextRequestId();

  /**
   * Makes {@link #nextRequestId} start above an id that is known to have been used.
   *
   * @param lastUsed the id
   */
  void skipPast(long lastUsed);

  /**
   * Writes and signs a message; nothing leaves.
   *
   * @param sessionId the session
   * @param type the message type
   * @param dataJson the data as JSON text; arrives as the same text
   * @param stamp its number, time and predecessor
   * @return the message, the same for the same arguments
   * @throws dev.croupier.protocol.json.JsonException if the data is no JSON
   */
  OutgoingMessage compose(SessionId sessionId, String type, String dataJson, MessageStamp stamp);

  /**
   * Writes a message as {@link #compose} does, without signing it.
   *
   * @param sessionId the session
   * @param type the message type
   * @param dataJson the data as JSON text
   * @param stamp its number, time and predecessor
   * @return the text that the wallet signs when the message is composed
   * @throws dev.croupier.protocol.json.JsonException if the data is no JSON
   */
  String write(SessionId sessionId, String type, String dataJson, MessageStamp stamp);

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

  /**
   * Reads a message that was passed on by other means than the relay's own delivery.
   *
   * @param sessionId the session it is said to be of
   * @param requestText the exact text its sender signed
   * @param signature the sender's signature over it
   * @return the message; its sender is whoever signed
   * @throws NodeException.UnusableFrame if it is no message of that session
   * @throws dev.croupier.protocol.ProtocolException if a part cannot be read
   */
  RelayedMessage readForwarded(SessionId sessionId, String requestText, String signature);
}
