/** Measures what an author waits for: starts, reloads, tests, and their own code. */
@NullMarked
package dev.croupier.cli.bench.developer;

import org.jspecify.annotations.NullMarked;
