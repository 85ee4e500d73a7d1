package dev.croupier.protocol.crypto;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Hex;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A point of secp256k1 other than infinity, kept uncompressed. Immutable, by value. */
public final class PublicKey {
  /** How many bytes the uncompressed form has: {@code 04} and two coordinates. */
  public static final int LENGTH = 65;

  private final byte[] bytes;
  private final Address address;

  private PublicKey(byte[] bytes) {
    this.bytes = bytes;
    this.address = Address.ofPublicKey(bytes);
  }

  /**
   * @param uncompressed the two coordinates, 64 bytes, or the same after a byte {@code 04}; copied
   * @return the key
   * @throws InvalidKeyException if it has another form or is not a point of the curve
   */
  public static PublicKey ofBytes(byte[] uncompressed) {
    byte[] bytes = uncompressed.clone();
    if (bytes.length == LENGTH - 1) {
      bytes = new byte[LENGTH];
      bytes[0] = 4;
      System.arraycopy(uncompressed, 0, bytes, 1, LENGTH - 1);
    }
    if (bytes.length != LENGTH || bytes[0] != 4) {
      throw new InvalidKeyException(
          "a public key has 64 bytes, or 65 that begin with 04; these are "
              + uncompressed.length
              + " bytes");
    }
    if (!BouncyCastleSecp256k1.isPoint(bytes)) {
      throw new InvalidKeyException("a public key that is no point of secp256k1");
    }
    return new PublicKey(bytes);
  }

  /** From what a backend computed: 65 bytes that are known to be a point, not copied. */
  static PublicKey trusted(byte[] uncompressed) {
    return new PublicKey(uncompressed);
  }

  /** A copy of the 65 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The address that belongs to this key. */
  public Address address() {
    return address;
  }

  /** {@code 0x04} and 128 lower-case digits. */
  @Override
  public String toString() {
    return Hex.of(bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PublicKey key && Arrays.equals(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
