/** A small node on a real socket, to script what servers of the 0.x line do. */
@NullMarked
package dev.croupier.client.fake;

import org.jspecify.annotations.NullMarked;
