/** Measures what many sessions cost: memory, start-up, and each message. */
@NullMarked
package dev.croupier.cli.bench.scale;

import org.jspecify.annotations.NullMarked;
