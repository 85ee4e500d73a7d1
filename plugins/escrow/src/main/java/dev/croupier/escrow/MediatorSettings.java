package dev.croupier.escrow;

import java.util.Optional;

/**
 * The {@code settings} of a mediator's seat.
 *
 * @param toBuyer what the buyer gets back in a dispute, percent from 0 to 100; 50 if left out
 * @param thinking milliseconds until the ruling, 0 if left out
 */
public record MediatorSettings(Optional<Integer> toBuyer, Optional<Long> thinking) {}
