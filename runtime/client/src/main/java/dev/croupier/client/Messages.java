package dev.croupier.client;

import dev.croupier.protocol.SessionId;

/**
 * Writes, signs and reads the messages of one wallet's sessions, whatever carries them.
 *
 * <p>Composing is apart from sending, so that a message can be recorded before it leaves: the stamp
 * and the content are all there is to it, text and signature follow from them.
 */
public interface Messages {

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
   * @return the text that the wallet signs when the message is composed; JSON
   * @throws dev.croupier.protocol.json.JsonException if the data is no JSON
   */
  String write(SessionId sessionId, String type, String dataJson, MessageStamp stamp);

  /**
   * Reads a message that was passed on inside another one.
   *
   * @param sessionId the session it is said to be of
   * @param requestText the exact text its sender signed
   * @param signature the sender's signature over it
   * @return the message; its sender is whoever signed
   * @throws NodeException.UnusableFrame if it is no message of that session, or names no
   *     predecessor
   * @throws dev.croupier.protocol.ProtocolException if a part cannot be read
   */
  RelayedMessage readForwarded(SessionId sessionId, String requestText, String signature);

  /**
   * Reads a message that came by other means than a relay's own delivery and may stand outside the
   * order of its sender's messages.
   *
   * @param sessionId the session it is said to be of
   * @param requestText the exact text its sender signed
   * @param signature the sender's signature over it
   * @return the message; its sender is whoever signed
   * @throws NodeException.UnusableFrame if it was not signed for that session
   * @throws dev.croupier.protocol.ProtocolException if a part cannot be read
   */
  RelayedMessage readCarried(SessionId sessionId, String requestText, String signature);
}
