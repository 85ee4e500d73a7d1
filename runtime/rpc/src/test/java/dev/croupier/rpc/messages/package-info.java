/** Tests of the relay's memory. */
@NullMarked
package dev.croupier.rpc.messages;

import org.jspecify.annotations.NullMarked;
