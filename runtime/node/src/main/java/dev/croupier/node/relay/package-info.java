/**
 * What wallets tell each other through the node: messages within an open app session (clearnode-0.x
 * 11.3), with the sender's own signature for receivers that want to check it. Nothing here touches
 * the database once a session is known. References are non-null unless marked.
 */
@NullMarked
package dev.croupier.node.relay;

import org.jspecify.annotations.NullMarked;
