package dev.croupier.host;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** What a seat draws by chance. Safe for use by many threads. */
final class SeatRandom {

  /** Room for this many nonces per millisecond while they stay below 2^53 for 200 years more. */
  private static final int NONCES_PER_MS = 1_000;

  private static final int LETTERS_AND_DIGITS = 36;
  private static final int SECRET_BYTES = 32;

  private final RandomGenerator random;
  private long lastNonce;

  /**
   * @param random used by this object alone, unless it is safe for use by many threads
   */
  SeatRandom(RandomGenerator random) {
    this.random = random;
  }

  /** Where a turn's randomness starts. */
  synchronized long seed() {
    return random.nextLong();
  }

  /** What nobody can guess if the source is a secure one, as it is outside of tests. */
  synchronized String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return "0x" + HexFormat.of().formatHex(bytes);
  }

  /** Names a version of the app as it was loaded at a time. */
  synchronized String runId(long timeMs) {
    return timeMs + "-" + Long.toUnsignedString(random.nextLong(), LETTERS_AND_DIGITS);
  }

  /** The nonce of a new session; no two of a seat are the same. */
  synchronized long nonce(long timeMs) {
    lastNonce = Math.max(lastNonce + 1, timeMs * NONCES_PER_MS + random.nextInt(NONCES_PER_MS));
    return lastNonce;
  }
}
