/** The node's core driven without sockets, and once over a real one. */
@NullMarked
package dev.croupier.node;

import org.jspecify.annotations.NullMarked;
