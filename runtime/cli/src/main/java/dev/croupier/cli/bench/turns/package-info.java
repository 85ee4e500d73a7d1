/** Measures turns: from a signed message to the signed reply, without a network. */
@NullMarked
package dev.croupier.cli.bench.turns;

import org.jspecify.annotations.NullMarked;
