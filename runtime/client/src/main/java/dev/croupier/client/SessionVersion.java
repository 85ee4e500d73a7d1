package dev.croupier.client;

import dev.croupier.protocol.SessionId;

/**
 * A node's answer to an accepted step.
 *
 * @param sessionId the session
 * @param version its version now
 * @param open false once closed
 */
public record SessionVersion(SessionId sessionId, long version, boolean open) {}
