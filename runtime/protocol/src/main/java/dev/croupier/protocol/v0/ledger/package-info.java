/**
 * Assets, configuration, balances, transfers and the books (clearnode-0.x 7, 8, 9). References are
 * non-null unless marked.
 */
@NullMarked
package dev.croupier.protocol.v0.ledger;

import org.jspecify.annotations.NullMarked;
