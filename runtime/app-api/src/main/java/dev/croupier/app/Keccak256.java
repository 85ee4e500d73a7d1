package dev.croupier.app;

import java.util.Arrays;

/**
 * The hash that Ethereum calls keccak-256: the sponge of SHA-3 with the padding it had before it
 * was standardised, rate 136 bytes. Written out here because this module has no library to take it
 * from.
 */
final class Keccak256 {

  private static final int RATE = 136;
  private static final int LENGTH = 32;
  private static final int LANES = 25;
  private static final int ROUNDS = 24;

  /** How far each lane is rotated in rho, and where pi moves it, in the order pi visits them. */
  private static final int[] ROTATIONS = {
    1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44
  };

  private static final int[] MOVES = {
    10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1
  };

  private static final long[] ROUND_CONSTANTS = roundConstants();

  private Keccak256() {}

  /**
   * @param data any bytes
   * @return their hash, 32 bytes
   */
  static byte[] hash(byte[] data) {
    byte[] padded = Arrays.copyOf(data, (data.length / RATE + 1) * RATE);
    padded[data.length] |= 0x01;
    padded[padded.length - 1] |= (byte) 0x80;
    long[] state = new long[LANES];
    for (int block = 0; block < padded.length; block += RATE) {
      for (int i = 0; i < RATE; i++) {
        state[i / Long.BYTES] ^= (padded[block + i] & 0xffL) << (Byte.SIZE * (i % Long.BYTES));
      }
      permute(state);
    }
    byte[] hash = new byte[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      hash[i] = (byte) (state[i / Long.BYTES] >>> (Byte.SIZE * (i % Long.BYTES)));
    }
    return hash;
  }

  private static void permute(long[] a) {
    long[] c = new long[5];
    for (int round = 0; round < ROUNDS; round++) {
      // theta
      for (int x = 0; x < 5; x++) {
        c[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
      }
      for (int x = 0; x < 5; x++) {
        long d = c[(x + 4) % 5] ^ Long.rotateLeft(c[(x + 1) % 5], 1);
        for (int y = 0; y < LANES; y += 5) {
          a[x + y] ^= d;
        }
      }
      // rho and pi
      long moving = a[1];
      for (int i = 0; i < MOVES.length; i++) {
        long next = a[MOVES[i]];
        a[MOVES[i]] = Long.rotateLeft(moving, ROTATIONS[i]);
        moving = next;
      }
      // chi
      for (int y = 0; y < LANES; y += 5) {
        System.arraycopy(a, y, c, 0, 5);
        for (int x = 0; x < 5; x++) {
          a[x + y] = c[x] ^ (~c[(x + 1) % 5] & c[(x + 2) % 5]);
        }
      }
      // iota
      a[0] ^= ROUND_CONSTANTS[round];
    }
  }

  /** Bits of a shift register, set at the places 2^j - 1. */
  private static long[] roundConstants() {
    long[] constants = new long[ROUNDS];
    int register = 1;
    for (int round = 0; round < ROUNDS; round++) {
      for (int j = 0; j <= 6; j++) {
        if ((register & 1) != 0) {
          constants[round] ^= 1L << ((1 << j) - 1);
        }
        register <<= 1;
        if ((register & 0x100) != 0) {
          register ^= 0x171;
        }
      }
    }
    return constants;
  }
}
