package dev.croupier.transport;

/**
 * One request to the {@link AdminServer}.
 *
 * @param method {@code GET} or {@code POST}
 * @param path path without query, starting with a slash
 * @param body the whole body, read as UTF-8; empty when there is none
 */
public record AdminRequest(String method, String path, String body) {}
