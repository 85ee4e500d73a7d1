/**
 * The serving side of 0.x frames, apart from what is served: which connection is whose, what
 * happens to an incoming frame (clearnode-0.x 4), and answers. The local node and the relay service
 * are built on it. References are non-null unless marked.
 */
@NullMarked
package dev.croupier.rpc;

import org.jspecify.annotations.NullMarked;
