/** Tests of the relay's memory. */
@NullMarked
package dev.croupier.node.relay;

import org.jspecify.annotations.NullMarked;
