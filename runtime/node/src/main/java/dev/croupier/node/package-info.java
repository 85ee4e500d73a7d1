/**
 * The local node: a ClearNode of the 0.x line without a blockchain, with a durable ledger, a faucet
 * and a message relay, that runs alone or inside another program. Start with {@link
 * dev.croupier.node.LocalNode}. References are non-null unless marked.
 */
@NullMarked
package dev.croupier.node;

import org.jspecify.annotations.NullMarked;
