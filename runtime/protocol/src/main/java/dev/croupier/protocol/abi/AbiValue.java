package dev.croupier.protocol.abi;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Hash32;
import java.math.BigInteger;
import java.util.List;

/**
 * A value of a Solidity type, ready to be encoded. Immutable.
 *
 * <p>Static types are encoded in place; dynamic ones leave an offset in place and follow behind.
 */
public sealed interface AbiValue permits AbiWord, AbiBytes, AbiArray, AbiTuple {
  /** How many bytes every piece of an encoding has. */
  int WORD = 32;

  /**
   * @param bits the width of the type, a multiple of 8 from 8 to 256
   * @param value from 0 to 2^bits - 1
   * @return a {@code uint} of that width
   * @throws AbiException if the value does not fit or there is no such type
   */
  static AbiValue uint(int bits, BigInteger value) {
    String type = AbiWord.sized("uint", bits);
    if (value.signum() < 0 || value.bitLength() > bits) {
      throw new AbiException(type, AbiWord.shown(value) + " is not from 0 to 2^" + bits + "-1");
    }
    return AbiWord.of(type, value);
  }

  /**
   * @param bits the width of the type, a multiple of 8 from 8 to 256
   * @param value from 0 to 2^bits - 1
   * @return a {@code uint} of that width
   * @throws AbiException if the value does not fit or there is no such type
   */
  static AbiValue uint(int bits, long value) {
    return uint(bits, BigInteger.valueOf(value));
  }

  /**
   * @param value from -2^255 to 2^255 - 1
   * @return an {@code int256}
   * @throws AbiException if the value does not fit
   */
  static AbiValue int256(BigInteger value) {
    if (value.bitLength() > 255) {
      throw new AbiException("int256", AbiWord.shown(value) + " does not fit 256 bits with a sign");
    }
    return AbiWord.of("int256", value);
  }

  /**
   * @param address any address
   * @return an {@code address}
   */
  static AbiValue address(Address address) {
    return AbiWord.of("address", new BigInteger(1, address.bytes()));
  }

  /**
   * @param hash any 32 bytes
   * @return a {@code bytes32}
   */
  static AbiValue bytes32(Hash32 hash) {
    return new AbiWord("bytes32", hash);
  }

  /**
   * @param bytes any number of bytes, copied
   * @return a {@code bytes}
   */
  static AbiValue bytes(byte[] bytes) {
    return new AbiBytes("bytes", bytes);
  }

  /**
   * @param text any text, encoded as UTF-8; a lone surrogate becomes U+FFFD
   * @return a {@code string}
   */
  static AbiValue string(String text) {
    return new AbiBytes("string", Utf8.bytes(text));
  }

  /**
   * @param elements any number of values of one type
   * @return an array of variable length
   * @throws AbiException if the elements are plainly not of one type
   */
  static AbiValue array(List<? extends AbiValue> elements) {
    return new AbiArray(List.copyOf(elements));
  }

  /**
   * @param members the members, in order
   * @return a tuple, as a struct is encoded
   */
  static AbiValue tuple(AbiValue... members) {
    return new AbiTuple(List.of(members));
  }

  /**
   * What {@code abi.encode} gives for these arguments.
   *
   * @param arguments the arguments, in order
   * @return their encoding, a multiple of {@value #WORD} bytes
   */
  static byte[] encode(AbiValue... arguments) {
    return tuple(arguments).encoding();
  }

  /** The type as Solidity writes it; of an empty array {@code []}, as it could hold anything. */
  String type();

  /** Whether it is encoded behind an offset. */
  boolean isDynamic();

  /** The encoding of the value alone, without an offset before it. */
  byte[] encoding();
}
