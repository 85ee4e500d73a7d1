package dev.croupier.tictactoe;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * The {@code settings} of a seat.
 *
 * @param opponent a seat or a contact; without it the app waits to be invited
 * @param stake what both put in, whole units, nothing if left out
 * @param asset of the stake, {@code usdc} if left out
 * @param level {@code hard}, or {@code easy} for moves at random; {@code hard} if left out
 * @param thinking milliseconds before a move, 0 if left out
 * @param patience milliseconds for a move of the other, 30,000 if left out
 */
public record Settings(
    Optional<String> opponent,
    Optional<BigDecimal> stake,
    Optional<String> asset,
    Optional<String> level,
    Optional<Long> thinking,
    Optional<Long> patience) {}
