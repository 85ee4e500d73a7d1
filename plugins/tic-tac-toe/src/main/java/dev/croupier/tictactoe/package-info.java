/** Tic-tac-toe for two, for a stake: one app for both sides, and the messages they exchange. */
@NullMarked
package dev.croupier.tictactoe;

import org.jspecify.annotations.NullMarked;
