package dev.croupier.protocol.crypto;

import dev.croupier.protocol.Hex;
import dev.croupier.protocol.InvalidHexException;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A secret number from 1 to n-1. Immutable. Never printed: {@link #toString} says only that it is
 * hidden, and two keys are compared by their addresses.
 */
public final class PrivateKey {
  /** How many bytes a private key has. */
  public static final int LENGTH = Curve.SCALAR_LENGTH;

  /** More draws out of range than this mean that the generator is broken, not unlucky. */
  private static final int MAX_DRAWS = 64;

  private final byte[] bytes;

  private PrivateKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * @param hex {@code 0x} and 64 hex digits in either case
   * @return the key
   * @throws InvalidKeyException if it has another form or is not from 1 to n-1
   */
  public static PrivateKey parse(String hex) {
    byte[] bytes;
    try {
      bytes = Hex.parse(hex);
    } catch (InvalidHexException e) {
      // Not kept as the cause: its message quotes the text, which may be most of a key.
      throw new InvalidKeyException(
          "a private key is 0x and 64 hex digits; these " + hex.length() + " characters are not");
    }
    return checked(bytes);
  }

  /**
   * @param bytes the number, 32 bytes, big-endian, copied
   * @return the key
   * @throws InvalidKeyException if there are not 32 bytes or the number is not from 1 to n-1
   */
  public static PrivateKey ofBytes(byte[] bytes) {
    return checked(bytes.clone());
  }

  /**
   * @param random where the secret comes from: for anything real a {@link
   *     java.security.SecureRandom}
   * @return a new key
   * @throws InvalidKeyException if the generator gives no usable number
   */
  public static PrivateKey generate(RandomGenerator random) {
    byte[] bytes = new byte[LENGTH];
    for (int i = 0; i < MAX_DRAWS; i++) {
      random.nextBytes(bytes);
      if (Curve.isScalar(bytes, 0)) {
        return new PrivateKey(bytes);
      }
    }
    throw new InvalidKeyException(
        "the random generator gave no number from 1 to n-1 in " + MAX_DRAWS + " draws");
  }

  private static PrivateKey checked(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new InvalidKeyException("a private key has 32 bytes, not " + bytes.length);
    }
    if (!Curve.isScalar(bytes, 0)) {
      Arrays.fill(bytes, (byte) 0);
      throw new InvalidKeyException("a private key is from 1 to n-1 of secp256k1; this is not");
    }
    return new PrivateKey(bytes);
  }

  /**
   * The secret itself, for whoever stores it: 32 bytes, big-endian, a copy that the caller wipes
   * after use.
   */
  public byte[] secretBytes() {
    return bytes.clone();
  }

  /** Says that this is a key, and not which. */
  @Override
  public String toString() {
    return "PrivateKey[hidden]";
  }
}
