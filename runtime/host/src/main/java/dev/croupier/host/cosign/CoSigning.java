package dev.croupier.host.cosign;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.crypto.Signature;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Collects the signatures of other participants. */
public interface CoSigning {

  /**
   * @param wallet a participant
   * @return whether it can be asked without a message leaving this host
   */
  boolean isLocal(Address wallet);

  /**
   * Asks every wanted signer.
   *
   * @param proposal what to sign
   * @return their signatures, in any order; fails with the first {@link CoSigningException}
   */
  CompletableFuture<List<Signature>> collect(Proposal proposal);
}
