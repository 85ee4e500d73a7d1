/** Tests of the 0.x dialect. */
@NullMarked
package dev.croupier.protocol.v0;

import org.jspecify.annotations.NullMarked;
