/** Measures how long messages wait for their answers at different loads. */
@NullMarked
package dev.croupier.cli.bench.latency;

import org.jspecify.annotations.NullMarked;
