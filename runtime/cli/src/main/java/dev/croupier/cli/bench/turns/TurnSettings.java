package dev.croupier.cli.bench.turns;

import dev.croupier.cli.bench.run.WarmUp;
import java.time.Duration;

/**
 * How turns are measured.
 *
 * @param sessions how many sessions have a message under way at a time
 * @param firstWarmUp load before the first figure of each kind of app
 * @param warmUp load before each further figure
 * @param perRepetition measured load of each repetition
 * @param repeats how often each figure is measured
 */
record TurnSettings(
    int sessions, WarmUp firstWarmUp, WarmUp warmUp, Duration perRepetition, int repeats) {}
