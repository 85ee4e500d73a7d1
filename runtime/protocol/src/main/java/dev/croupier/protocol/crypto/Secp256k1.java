package dev.croupier.protocol.crypto;

import dev.croupier.protocol.Hash32;
import java.util.Optional;

/**
 * ECDSA on secp256k1. All backends give the same bytes (RFC 6979 nonces, s in the lower half) and
 * refuse the same input. Safe for any thread.
 */
public interface Secp256k1 {
  /** The fastest backend that works here: the native library, else BouncyCastle. */
  static Secp256k1 best() {
    return Backends.best();
  }

  /** The backend in Java, which works everywhere and takes a few times longer. */
  static Secp256k1 bouncyCastle() {
    return BouncyCastleSecp256k1.INSTANCE;
  }

  /**
   * The native library.
   *
   * @throws NativeLibraryException if there is none for this platform or it cannot be loaded
   */
  static Secp256k1 nativeLibrary() {
    return Backends.nativeLibrary();
  }

  /** What computes, for people: {@code libsecp256k1} or {@code BouncyCastle}. */
  String name();

  /**
   * Why a slower backend than the native one computes.
   *
   * @return the reason, for people; empty when it is the native one or was asked for by name
   */
  default Optional<String> fallbackReason() {
    return Optional.empty();
  }

  /** The public half of a key. */
  PublicKey publicKey(PrivateKey key);

  /**
   * Signs 32 bytes as they are, without a prefix.
   *
   * @return the same signature every time (RFC 6979), s in the lower half
   */
  Signature sign(Hash32 digest, PrivateKey key);

  /**
   * Who signed. An s in the upper half is not refused (clearnode-0.x 3.1).
   *
   * @throws SignatureRecoveryException if r or s is 0 or not below n, or no point has this r, or
   *     the point found is infinity
   */
  PublicKey recover(Hash32 digest, Signature signature);

  /**
   * Whether r and s are a signature of this digest by this key; v is not looked at. An s in the
   * upper half is not refused, one that cannot be recovered is false.
   */
  boolean verify(Hash32 digest, Signature signature, PublicKey key);
}
