package dev.croupier.client;

import dev.croupier.protocol.SessionId;

/**
 * A signed message that can be sent, any number of times.
 *
 * @param sessionId the session
 * @param type the message type
 * @param dataJson the data, text
 * @param stamp its number, time and predecessor
 * @param signedText the text the wallet has signed
 * @param signature the wallet's signature over it
 */
public record OutgoingMessage(
    SessionId sessionId,
    String type,
    String dataJson,
    MessageStamp stamp,
    String signedText,
    String signature) {}
