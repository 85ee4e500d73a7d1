/**
 * What wallets tell each other within an open app session (clearnode-0.x 11.3), with the sender's
 * own signature for receivers that want to check it. References are non-null unless marked.
 */
@NullMarked
package dev.croupier.rpc.messages;

import org.jspecify.annotations.NullMarked;
