package dev.croupier.app;

/**
 * A request to sign the creation of a session.
 *
 * @param from the wallet that asks, EIP-55 text, verified
 * @param sessionId the id the session will have
 * @param request the terms, the money and the nonce
 */
public record Invite(String from, String sessionId, SessionRequest request) {}
