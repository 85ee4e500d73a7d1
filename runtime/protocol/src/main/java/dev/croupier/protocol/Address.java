package dev.croupier.protocol;

import dev.croupier.protocol.crypto.Keccak;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A wallet, a session key or a contract: 20 bytes, compared by value and written in EIP-55 letter
 * case. Servers compare addresses as text, so the EIP-55 form is the only one ever sent
 * (clearnode-0.x 3.5). Immutable.
 */
public final class Address implements Comparable<Address> {
  /** How many bytes an address has. */
  public static final int LENGTH = 20;

  /** The address of nobody, which stands for the chain's own coin and for "none". */
  public static final Address ZERO = new Address(new byte[LENGTH]);

  private static final int COORDINATES = 64;

  private final byte[] bytes;

  /** Computed on first use; two threads may both compute it, and get the same text. */
  private @Nullable String text;

  private Address(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads an address in any letter case; a wrong EIP-55 checksum is not an error (clearnode-0.x
   * 3.5).
   *
   * @param text {@code 0x} and 40 hex digits
   * @return the address
   * @throws InvalidAddressException if the text has another form
   */
  public static Address parse(String text) {
    byte[] bytes = new byte[LENGTH];
    if (!Hex.read(text, bytes)) {
      throw InvalidAddressException.ofText(text);
    }
    return new Address(bytes);
  }

  /**
   * @param bytes the 20 bytes, copied
   * @return the address
   * @throws InvalidAddressException if there are not 20
   */
  public static Address ofBytes(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw InvalidAddressException.ofLength(bytes.length, "an address has 20 bytes");
    }
    return new Address(bytes.clone());
  }

  /**
   * The address that belongs to a public key: the last 20 bytes of the keccak-256 of its
   * coordinates. Whether the point is on the curve is not looked at.
   *
   * @param uncompressed the two coordinates, 64 bytes, or the same after a byte {@code 04}
   * @return the address
   * @throws InvalidAddressException if the key has another form
   */
  public static Address ofPublicKey(byte[] uncompressed) {
    boolean prefixed = uncompressed.length == COORDINATES + 1 && uncompressed[0] == 4;
    if (!prefixed && uncompressed.length != COORDINATES) {
      throw InvalidAddressException.ofLength(
          uncompressed.length, "an uncompressed public key has 64 bytes, or 65 that begin with 04");
    }
    byte[] hash = Keccak.hash(uncompressed, prefixed ? 1 : 0, COORDINATES);
    return new Address(Arrays.copyOfRange(hash, Hash32.LENGTH - LENGTH, Hash32.LENGTH));
  }

  /** A copy of the 20 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** A form for people, {@code 0x463e…0B72}: never to be sent or compared. */
  public String shortText() {
    String full = toString();
    return full.substring(0, 6) + "…" + full.substring(full.length() - 4);
  }

  /** The EIP-55 form. */
  @Override
  public String toString() {
    String known = text;
    if (known == null) {
      known = checksummed();
      text = known;
    }
    return known;
  }

  private String checksummed() {
    char[] digits = HexFormat.of().formatHex(bytes).toCharArray();
    byte[] hash = Keccak.hash(new String(digits).getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < digits.length; i++) {
      int nibble = i % 2 == 0 ? hash[i / 2] >> 4 & 0xf : hash[i / 2] & 0xf;
      if (nibble >= 8) {
        digits[i] = Character.toUpperCase(digits[i]);
      }
    }
    return "0x" + new String(digits);
  }

  /** Orders by the bytes, as unsigned numbers. */
  @Override
  public int compareTo(Address other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Address address && Arrays.equals(bytes, address.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
