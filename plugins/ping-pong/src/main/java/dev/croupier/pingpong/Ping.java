package dev.croupier.pingpong;

/**
 * Are you there?
 *
 * @param from who asks, a wallet
 * @param timestamp when, Unix milliseconds
 */
public record Ping(String from, long timestamp) {}
