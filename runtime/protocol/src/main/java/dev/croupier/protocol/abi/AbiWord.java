package dev.croupier.protocol.abi;

import dev.croupier.protocol.Hash32;
import java.math.BigInteger;
import java.util.Arrays;

/** A value of exactly one word. */
record AbiWord(String type, Hash32 word) implements AbiValue {
  static AbiWord of(String type, BigInteger value) {
    byte[] word = new byte[WORD];
    if (value.signum() < 0) {
      Arrays.fill(word, (byte) 0xff);
    }
    byte[] digits = value.toByteArray();
    // A positive number of 256 bits has a 33rd byte for its sign.
    int used = Math.min(digits.length, WORD);
    System.arraycopy(digits, digits.length - used, word, WORD - used, used);
    return new AbiWord(type, Hash32.ofBytes(word));
  }

  static byte[] length(int length) {
    return of("uint256", BigInteger.valueOf(length)).encoding();
  }

  static String sized(String name, int bits) {
    if (bits < 8 || bits > 256 || bits % 8 != 0) {
      throw new AbiException(name + bits, "there is no such type");
    }
    return name + bits;
  }

  static String shown(BigInteger value) {
    return value.bitLength() > 512 ? "a number of " + value.bitLength() + " bits" : "" + value;
  }

  @Override
  public boolean isDynamic() {
    return false;
  }

  @Override
  public byte[] encoding() {
    return word.bytes();
  }
}
