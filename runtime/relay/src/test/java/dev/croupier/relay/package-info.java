/** Tests of the relay service, mostly over real sockets beside a real local node. */
@NullMarked
package dev.croupier.relay;

import org.jspecify.annotations.NullMarked;
