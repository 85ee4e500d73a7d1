package dev.croupier.protocol.crypto;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Hash32;

/**
 * Whoever holds a key and signs with it: this process, a remote signer, a hardware module. The port
 * through which everything is signed. Implementations are safe for any thread; a remote one may
 * block.
 */
public interface Signer {
  /** Whose signatures these are. */
  Address address();

  /**
   * Signs 32 bytes as they are, without a prefix (clearnode-0.x 3.1).
   *
   * @param digest what to sign
   * @return the signature, s in the lower half
   */
  Signature sign(Hash32 digest);
}
