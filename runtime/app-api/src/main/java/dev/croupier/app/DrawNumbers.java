package dev.croupier.app;

import java.nio.ByteBuffer;

/**
 * The numbers of one label: the first eight bytes of keccak-256 over the seed, the label and a
 * counter. What would make some numbers likelier than others is left out.
 */
final class DrawNumbers {

  /** What a script can hold exactly. */
  private static final long MOST = (1L << 53) - 1;

  private final String draw;
  private final byte[] seed;
  private final byte[] label;
  private long counter;

  DrawNumbers(String draw, String seed, String label) {
    this.draw = draw;
    this.seed = DrawBytes.hex(seed);
    this.label = DrawBytes.hashed(label);
  }

  /** The next number from 0 to below the bound. */
  long below(long bound) {
    if (bound < 1 || bound > MOST) {
      throw new DrawException.Malformed(
          draw, "the bound", Long.toString(bound), "from 1 to " + MOST);
    }
    // 2^64 mod bound: as many of the smallest values are left out.
    long leftOut = Long.remainderUnsigned(-bound, bound);
    while (true) {
      long drawn = next();
      if (Long.compareUnsigned(drawn, leftOut) >= 0) {
        return Long.remainderUnsigned(drawn, bound);
      }
    }
  }

  private long next() {
    byte[] count = ByteBuffer.allocate(Long.BYTES).putLong(counter++).array();
    String hash = DrawBytes.hash(DrawBytes.text("croupier:number:1"), seed, label, count);
    return ByteBuffer.wrap(DrawBytes.hex(hash)).getLong();
  }
}
