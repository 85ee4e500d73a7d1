/**
 * Recorded turns run again: the same inputs, times, seeds and answers of the seat, given to the
 * app's code, must bring the same effects, states and failures.
 */
@NullMarked
package dev.croupier.host.replay;

import org.jspecify.annotations.NullMarked;
