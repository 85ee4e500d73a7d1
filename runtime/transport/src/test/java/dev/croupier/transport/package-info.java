/** Tests of the server's sockets, over real sockets on loopback. */
@NullMarked
package dev.croupier.transport;

import org.jspecify.annotations.NullMarked;
