package dev.croupier.escrow;

/**
 * The seller has delivered.
 *
 * @param proof how anybody can tell
 */
public record Delivered(String proof) {}
