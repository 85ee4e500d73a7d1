package dev.croupier.pingpong;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * The {@code settings} of a server's seat.
 *
 * @param opponent a seat or a contact, {@code player} if left out
 * @param rounds how many pings, 3 if left out
 * @param stake what both sides put in, whole units, nothing if left out
 * @param asset of the stake, {@code usdc} if left out
 */
public record ServerSettings(
    Optional<String> opponent,
    Optional<Integer> rounds,
    Optional<BigDecimal> stake,
    Optional<String> asset) {}
