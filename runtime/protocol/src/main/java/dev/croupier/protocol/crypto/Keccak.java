package dev.croupier.protocol.crypto;

import dev.croupier.protocol.Hash32;
import java.util.Objects;
import org.bouncycastle.crypto.digests.KeccakDigest;

/**
 * Keccak-256, the hash Ethereum uses: the padding differs from that of SHA3-256. Safe for any
 * thread.
 */
public final class Keccak {
  private static final int BITS = 256;

  /** Setting one up costs more than a short hash. */
  private static final ThreadLocal<KeccakDigest> DIGEST =
      ThreadLocal.withInitial(() -> new KeccakDigest(BITS));

  private Keccak() {}

  /**
   * @param parts bytes, hashed as if they stood behind one another; none is the hash of nothing
   * @return 32 bytes
   */
  public static byte[] hash(byte[]... parts) {
    KeccakDigest digest = fresh();
    for (byte[] part : parts) {
      digest.update(part, 0, part.length);
    }
    return finish(digest);
  }

  /**
   * @param bytes where the hashed slice lies
   * @param offset its first byte
   * @param length how many bytes
   * @return 32 bytes
   * @throws IndexOutOfBoundsException if the slice is not inside {@code bytes}
   */
  public static byte[] hash(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    KeccakDigest digest = fresh();
    digest.update(bytes, offset, length);
    return finish(digest);
  }

  /**
   * @param parts bytes, hashed as if they stood behind one another; none is the hash of nothing
   * @return their hash
   */
  public static Hash32 keccak256(byte[]... parts) {
    return Hash32.ofBytes(hash(parts));
  }

  /** Reset first: a caller that failed half-way must not leave its bytes to the next one. */
  private static KeccakDigest fresh() {
    KeccakDigest digest = DIGEST.get();
    digest.reset();
    return digest;
  }

  private static byte[] finish(KeccakDigest digest) {
    byte[] hash = new byte[Hash32.LENGTH];
    digest.doFinal(hash, 0);
    return hash;
  }
}
