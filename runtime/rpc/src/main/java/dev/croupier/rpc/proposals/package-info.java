/**
 * Requests that wait for the signatures of several wallets: an extension of the 0.x protocol that
 * carries a signable text to those who must sign it, and their signatures or refusals back. Kept in
 * memory only. References are non-null unless marked.
 */
@NullMarked
package dev.croupier.rpc.proposals;

import org.jspecify.annotations.NullMarked;
