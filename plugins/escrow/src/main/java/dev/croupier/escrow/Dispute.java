package dev.croupier.escrow;

/**
 * The buyer does not want to pay.
 *
 * @param reason why
 */
public record Dispute(String reason) {}
