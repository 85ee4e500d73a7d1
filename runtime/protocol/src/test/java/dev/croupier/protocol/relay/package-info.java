/** Tests of the login to the relay service. */
@NullMarked
package dev.croupier.protocol.relay;

import org.jspecify.annotations.NullMarked;
