package dev.croupier.protocol.crypto;

import java.util.Arrays;
import java.util.HexFormat;

/** The bounds of secp256k1, checked here once so that every backend refuses the same values. */
final class Curve {
  static final int SCALAR_LENGTH = 32;

  /** The order n of the curve's group, big-endian. */
  private static final byte[] ORDER =
      HexFormat.of().parseHex("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");

  private Curve() {}

  /** Whether the 32 bytes from {@code offset} are a number from 1 to n-1. */
  static boolean isScalar(byte[] bytes, int offset) {
    boolean zero = true;
    for (int i = offset; i < offset + SCALAR_LENGTH; i++) {
      zero &= bytes[i] == 0;
    }
    return !zero
        && Arrays.compareUnsigned(bytes, offset, offset + SCALAR_LENGTH, ORDER, 0, SCALAR_LENGTH)
            < 0;
  }
}
