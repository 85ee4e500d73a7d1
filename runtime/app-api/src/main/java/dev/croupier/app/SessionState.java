package dev.croupier.app;

/**
 * What the node says about a session after it accepted a request.
 *
 * @param sessionId the session
 * @param version counts accepted states, from 1
 * @param open false once closed
 */
public record SessionState(String sessionId, long version, boolean open) {}
