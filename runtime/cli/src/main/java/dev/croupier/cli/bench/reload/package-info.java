/** Measures reloads: from a save to the first message on the new code. */
@NullMarked
package dev.croupier.cli.bench.reload;

import org.jspecify.annotations.NullMarked;
