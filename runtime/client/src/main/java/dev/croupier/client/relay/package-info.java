/**
 * Puts a relay service beside a node that carries no messages, so that both together are one
 * connection. References are non-null unless marked.
 */
@NullMarked
package dev.croupier.client.relay;

import org.jspecify.annotations.NullMarked;
