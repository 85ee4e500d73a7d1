/**
 * The relay service: carries messages and proposals between wallets where the node does not. It
 * knows sessions from the node, wallets by their signatures, and nothing else. References are
 * non-null unless marked.
 */
@NullMarked
package dev.croupier.relay;

import org.jspecify.annotations.NullMarked;
