package dev.croupier.tictactoe;

/**
 * I put my mark there.
 *
 * @param cell row by row from 0 to 8
 */
public record Move(int cell) {}
