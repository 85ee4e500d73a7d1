/** Measures Croupier beside the same app in Node.js, over one local node. */
@NullMarked
package dev.croupier.cli.bench.typescript;

import org.jspecify.annotations.NullMarked;
