package dev.croupier.client;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.crypto.Signature;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Somebody's wish that this wallet sign a text. That {@code from} wishes it is proven by the signed
 * request it came with; what the text says is for {@link NodeConnection#read} to find out, and who
 * made the signatures for {@link NodeConnection#signerOf}.
 *
 * @param id digest of the text, which is what is signed
 * @param from the wallet that proposes
 * @param proof how that wallet is known
 * @param text the exact text
 * @param signatures signatures over it that came along
 * @param to the wallets asked
 * @param expiresAt until when an answer is of use
 */
public record Proposal(
    Hash32 id,
    Address from,
    RelayedMessage.Proof proof,
    String text,
    List<Signature> signatures,
    Set<Address> to,
    Instant expiresAt) {

  /** Copies the collections. */
  public Proposal {
    signatures = List.copyOf(signatures);
    to = Set.copyOf(to);
  }
}
