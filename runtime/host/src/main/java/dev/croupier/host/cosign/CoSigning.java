package dev.croupier.host.cosign;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.crypto.Signature;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Carries proposals to the participants that must sign them. Safe for use by many threads. */
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
   * @return for each of the proposal's signers what comes of it: a signature, or {@link
   *     CoSigningException}; one that never answers never completes
   */
  Map<Address, CompletableFuture<Signature>> ask(Proposal proposal);

  /**
   * Takes a proposal back: those who have not answered need not any more.
   *
   * @param proposal what was asked
   */
  void withdraw(Proposal proposal);
}
