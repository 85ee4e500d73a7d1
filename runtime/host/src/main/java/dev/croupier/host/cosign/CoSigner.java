package dev.croupier.host.cosign;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.crypto.Signature;
import java.util.concurrent.CompletableFuture;

/** A participant that can be asked for its signature. */
public interface CoSigner {

  /**
   * @return the wallet it signs with
   */
  Address wallet();

  /**
   * Asks for a signature. The co-signer checks and decides on its own.
   *
   * @param proposal what to sign
   * @return the signature; fails with {@link CoSigningException} that says who refused, and why
   */
  CompletableFuture<Signature> consider(Proposal proposal);

  /**
   * A proposal that may still wait for an answer was taken back.
   *
   * @param proposal as it was asked
   */
  void withdrawn(Proposal proposal);
}
