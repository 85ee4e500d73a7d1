package dev.croupier.escrow;

/**
 * The buyer says what the money is for.
 *
 * @param item what is bought
 */
public record Order(String item) {}
