package dev.croupier.protocol;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** 32 bytes that name or commit to something: a digest, a channel id. Immutable, by value. */
public final class Hash32 {
  /** How many bytes a hash has. */
  public static final int LENGTH = 32;

  private final byte[] bytes;

  /** Made on first use; two threads may both make it, and get the same text. */
  private @Nullable String text;

  private Hash32(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * @param text {@code 0x} and 64 hex digits in either case
   * @return the hash
   * @throws InvalidHashException if the text has another form
   */
  public static Hash32 parse(String text) {
    byte[] bytes = new byte[LENGTH];
    if (!Hex.read(text, bytes)) {
      throw InvalidHashException.ofText(text);
    }
    return new Hash32(bytes);
  }

  /**
   * @param bytes the 32 bytes, copied
   * @return the hash
   * @throws InvalidHashException if there are not 32
   */
  public static Hash32 ofBytes(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw InvalidHashException.ofLength(bytes.length);
    }
    return new Hash32(bytes.clone());
  }

  /** A copy of the 32 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** {@code 0x} and 64 lower-case digits. */
  @Override
  public String toString() {
    String known = text;
    if (known == null) {
      known = Hex.of(bytes);
      text = known;
    }
    return known;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Hash32 hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
