/** Tests of the node's sockets, over real sockets on loopback. */
@NullMarked
package dev.croupier.node.transport;

import org.jspecify.annotations.NullMarked;
