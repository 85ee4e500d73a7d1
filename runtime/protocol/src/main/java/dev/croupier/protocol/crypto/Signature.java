package dev.croupier.protocol.crypto;

import dev.croupier.protocol.Hex;
import dev.croupier.protocol.InvalidHexException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A recoverable signature: r, s and v, 65 bytes (clearnode-0.x 3.1). v is read as 27, 28, 0 or 1
 * and always written as 27 or 28; two signatures that differ only in that are equal. Immutable.
 *
 * <p>Only the form is checked here. An r or s that no signature can have is found on recovery,
 * which is where a server finds it too.
 */
public final class Signature {
  /** How many bytes a signature has. */
  public static final int LENGTH = 65;

  private static final int V = 64;
  private static final int V_BASE = 27;

  private final byte[] bytes;

  private Signature(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * @param hex {@code 0x} and 130 hex digits in either case
   * @return the signature
   * @throws InvalidSignatureException if it has another form, or v is none of 27, 28, 0, 1
   */
  public static Signature parse(String hex) {
    byte[] bytes;
    try {
      bytes = Hex.parse(hex);
    } catch (InvalidHexException e) {
      throw new InvalidSignatureException(
          "a signature is 0x and 130 hex digits; these " + hex.length() + " characters are not");
    }
    return checked(bytes);
  }

  /**
   * @param bytes r, s and v, copied
   * @return the signature
   * @throws InvalidSignatureException if there are not 65 bytes, or v is none of 27, 28, 0, 1
   */
  public static Signature ofBytes(byte[] bytes) {
    return checked(bytes.clone());
  }

  /** From what a backend computed. */
  static Signature of(byte[] rs, int recoveryId) {
    byte[] bytes = Arrays.copyOf(rs, LENGTH);
    bytes[V] = (byte) recoveryId;
    return checked(bytes);
  }

  private static Signature checked(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new InvalidSignatureException("a signature has 65 bytes, not " + bytes.length);
    }
    int v = Byte.toUnsignedInt(bytes[V]);
    int recoveryId = v >= V_BASE ? v - V_BASE : v;
    if (recoveryId > 1) {
      throw new InvalidSignatureException("v of a signature is 27, 28, 0 or 1, not " + v);
    }
    bytes[V] = (byte) (V_BASE + recoveryId);
    return new Signature(bytes);
  }

  /** A copy of r, s and v, the last as 27 or 28. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** r and s, 64 bytes. */
  byte[] compact() {
    return Arrays.copyOf(bytes, V);
  }

  /** 0 or 1: which of the two points with this r was meant. */
  public int recoveryId() {
    return bytes[V] - V_BASE;
  }

  /** The same r and s meaning the other point. */
  Signature withOtherRecoveryId() {
    return of(bytes, 1 - recoveryId());
  }

  /** Whether r and s are both from 1 to n-1, as those of every real signature are. */
  boolean inRange() {
    return Curve.isScalar(bytes, 0) && Curve.isScalar(bytes, Curve.SCALAR_LENGTH);
  }

  /** {@code 0x} and 130 lower-case digits, ending in {@code 1b} or {@code 1c}. */
  @Override
  public String toString() {
    return Hex.of(bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Signature signature && Arrays.equals(bytes, signature.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
