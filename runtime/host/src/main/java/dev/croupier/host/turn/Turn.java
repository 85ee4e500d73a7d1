package dev.croupier.host.turn;

import java.util.Optional;

/**
 * One input together with everything else an app may look at while it handles it. Running the same
 * turns again in the same order gives the same outcomes.
 *
 * @param number counts the turns of one app instance from 1
 * @param input what happened
 * @param session the session it happened in; empty for the seat's own turns
 * @param timeMs the time of the turn, Unix milliseconds
 * @param seed where the turn's randomness starts
 */
public record Turn(
    long number, Input input, Optional<SessionView> session, long timeMs, long seed) {}
