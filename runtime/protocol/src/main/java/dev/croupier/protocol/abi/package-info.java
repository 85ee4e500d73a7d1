/**
 * Values encoded as Solidity's {@code abi.encode} does and hashed as EIP-712 does: the bytes that
 * are signed for logins, channels and on-chain states. Only what the protocol uses. References are
 * non-null unless marked.
 */
@NullMarked
package dev.croupier.protocol.abi;

import org.jspecify.annotations.NullMarked;
