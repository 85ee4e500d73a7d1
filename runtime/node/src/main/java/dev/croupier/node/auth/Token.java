package dev.croupier.node.auth;

import dev.croupier.protocol.Address;

/**
 * What a token says: this wallet logged in with this session key (clearnode-0.x 5.4).
 *
 * @param wallet the wallet
 * @param sessionKey its session key
 * @param application the application name
 * @param scope the scope, as sent
 * @param issuedAtSeconds when it was made, in seconds since 1970
 * @param expiresAtSeconds when it ends, in seconds since 1970
 */
public record Token(
    Address wallet,
    Address sessionKey,
    String application,
    String scope,
    long issuedAtSeconds,
    long expiresAtSeconds) {}
