package dev.croupier.client;

import java.util.OptionalLong;

/**
 * What a message gets when it is decided that it will be sent.
 *
 * @param requestId its number, from {@link Relay#nextRequestId}
 * @param timestampMs when, Unix milliseconds
 * @param previousId the number of the sender's message before it in this session, 0 if it is the
 *     first; empty for a message that stands outside that order
 */
public record MessageStamp(long requestId, long timestampMs, OptionalLong previousId) {}
