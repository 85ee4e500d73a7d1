package dev.croupier.rpc;

import dev.croupier.protocol.Address;

/** Whose signature stands for a wallet. Asked on many threads, and must not block. */
@FunctionalInterface
public interface SigningRule {

  /** Nobody but the wallet itself. */
  SigningRule WALLET_ONLY = (signer, wallet, nowMs) -> signer.equals(wallet);

  /**
   * @param signer an address that signed
   * @param wallet a wallet
   * @param nowMs the time, in milliseconds since 1970
   * @return whether the signature stands for the wallet
   */
  boolean signsFor(Address signer, Address wallet, long nowMs);
}
