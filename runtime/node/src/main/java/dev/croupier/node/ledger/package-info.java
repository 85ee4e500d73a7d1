/**
 * The books: accounts, entries, transactions, balances, user tags and the faucet (clearnode-0.x 7).
 * Every movement is written twice, so that all shares of an asset always add up to zero with the
 * faucet counted, and to what the faucet gave without it. Used on the ledger writer's thread only.
 * References are non-null unless marked.
 */
@NullMarked
package dev.croupier.node.ledger;

import org.jspecify.annotations.NullMarked;
