package dev.croupier.tictactoe;

/**
 * That move does not count.
 *
 * @param player whose move it was, a wallet
 * @param cell where it went
 * @param reason which rule it breaks
 */
public record Refused(String player, int cell, String reason) {}
