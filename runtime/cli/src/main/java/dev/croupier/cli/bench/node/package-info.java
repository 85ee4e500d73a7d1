/** Puts a node under load from outside, over real connections, and reports what it did. */
@NullMarked
package dev.croupier.cli.bench.node;

import org.jspecify.annotations.NullMarked;
