package dev.croupier.client;

import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.SessionId;
import java.time.Instant;
import java.util.Optional;

/**
 * One thing to sign and submit: an operation together with the exact text its dialect made of it.
 * Only a dialect makes steps; a text from elsewhere becomes a step through {@link
 * NodeConnection#read}, which refuses what it would not have written itself.
 *
 * @param operation what the text says
 * @param sessionId the session concerned; for a creation the id the session will have; empty for a
 *     transfer
 * @param text the signed bytes as text, sent as it is
 * @param digest what signers sign
 * @param expiresAt until when the node will take it; signatures must be there before
 */
public record Step(
    Operation operation,
    Optional<SessionId> sessionId,
    String text,
    Hash32 digest,
    Instant expiresAt) {}
