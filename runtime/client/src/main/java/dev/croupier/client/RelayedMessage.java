package dev.croupier.client;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.SessionId;
import java.util.OptionalLong;

/**
 * A message that arrived over a relay.
 *
 * @param sessionId the session it was sent in
 * @param type the message type
 * @param dataJson the data, text as sent
 * @param sender who sent it
 * @param proof how the sender is known
 * @param requestId the sender's request id; unique per session and sender, so a repeated delivery
 *     can be told
 * @param previousId the number of the sender's message before this one in the session, 0 if it is
 *     the first; below {@code requestId}. Empty if the sender's wallet has not signed any
 * @param signedText the text the sender signed, kept for the journal; empty if the relay sent none
 */
public record RelayedMessage(
    SessionId sessionId,
    String type,
    String dataJson,
    Address sender,
    Proof proof,
    long requestId,
    OptionalLong previousId,
    String signedText) {

  /** How the sender of a message is known. */
  public enum Proof {
    /** The participant's own wallet signed the text. */
    WALLET_SIGNATURE,
    /** Another key signed the text and the node vouches that it belongs to the wallet. */
    NODE_ATTESTED
  }
}
