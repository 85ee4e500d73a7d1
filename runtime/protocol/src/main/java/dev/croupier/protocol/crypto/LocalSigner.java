package dev.croupier.protocol.crypto;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Hash32;
import java.util.Objects;

/** A signer whose key is in this process's memory. Safe for any thread. */
public final class LocalSigner implements Signer {
  private final PrivateKey key;
  private final Secp256k1 secp256k1;
  private final PublicKey publicKey;

  /**
   * @param key what to sign with
   * @param secp256k1 what computes
   */
  public LocalSigner(PrivateKey key, Secp256k1 secp256k1) {
    this.key = Objects.requireNonNull(key, "key");
    this.secp256k1 = Objects.requireNonNull(secp256k1, "secp256k1");
    this.publicKey = secp256k1.publicKey(key);
  }

  @Override
  public Address address() {
    return publicKey.address();
  }

  /** The public half of the key. */
  public PublicKey publicKey() {
    return publicKey;
  }

  @Override
  public Signature sign(Hash32 digest) {
    return secp256k1.sign(digest, key);
  }

  /** Says whose signer this is; the key stays hidden. */
  @Override
  public String toString() {
    return "LocalSigner[" + address() + "]";
  }
}
