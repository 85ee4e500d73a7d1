package dev.croupier.pingpong;

/**
 * I am.
 *
 * @param from who answers, a wallet
 * @param replyTo the timestamp of the ping this answers
 */
public record Pong(String from, long replyTo) {}
