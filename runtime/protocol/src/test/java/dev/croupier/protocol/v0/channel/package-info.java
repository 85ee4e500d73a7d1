/** Tests of channels. */
@NullMarked
package dev.croupier.protocol.v0.channel;

import org.jspecify.annotations.NullMarked;
