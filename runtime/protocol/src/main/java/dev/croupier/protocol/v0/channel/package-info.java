/**
 * Channels between a chain and the ledger, as values (clearnode-0.x 13). References are non-null
 * unless marked.
 */
@NullMarked
package dev.croupier.protocol.v0.channel;

import org.jspecify.annotations.NullMarked;
