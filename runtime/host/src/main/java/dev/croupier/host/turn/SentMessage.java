package dev.croupier.host.turn;

/**
 * How a message of a turn goes out. It is decided before anything leaves and recorded with the
 * turn: text and signature follow from it, so the very same message can be sent again.
 *
 * @param callId the call id of the turn's {@link Effect.SendMessage}
 * @param requestId its request id, ascending per wallet
 * @param timestampMs the time in its signed text, Unix milliseconds
 * @param previousId the request id of this seat's message before it in the same session, 0 for the
 *     first
 */
public record SentMessage(long callId, long requestId, long timestampMs, long previousId) {}
