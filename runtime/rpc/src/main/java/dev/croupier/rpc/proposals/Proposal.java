package dev.croupier.rpc.proposals;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Hash32;
import java.util.List;
import java.util.Set;

/**
 * A request that one wallet wants others to sign.
 *
 * @param id digest of the text to sign, which is what is signed
 * @param from the wallet that proposed it
 * @param req the exact text of the {@code req} array to sign
 * @param signatures the signatures it came with
 * @param to the wallets asked to sign
 * @param expiresAtMs when it ends, in milliseconds since 1970
 * @param proof what shows that the wallet proposed it: a member of the frame that tells of it, as
 *     JSON text
 */
public record Proposal(
    Hash32 id,
    Address from,
    String req,
    List<String> signatures,
    Set<Address> to,
    long expiresAtMs,
    String proof) {

  /** Copies the collections. */
  public Proposal {
    signatures = List.copyOf(signatures);
    to = Set.copyOf(to);
  }

  /** About what it takes in memory. */
  long chars() {
    return req.length() + proof.length() + signatures.stream().mapToLong(String::length).sum();
  }

  boolean isExpired(long nowMs) {
    return nowMs >= expiresAtMs;
  }
}
