package dev.croupier.protocol.abi;

import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.crypto.Keccak;
import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * The hashing rules of EIP-712. A struct is given as its type hash and its members, each already in
 * the one word it takes: numbers and addresses as they are, everything longer as its hash.
 */
public final class TypedData {
  private static final byte[] PREFIX = {0x19, 0x01};

  private static final Hash32 NAME_ONLY_DOMAIN = typeHash("EIP712Domain(string name)");

  private TypedData() {}

  /**
   * @param encodeType the struct's type followed by the types it refers to, in EIP-712's writing
   * @return its hash
   */
  public static Hash32 typeHash(String encodeType) {
    return Keccak.keccak256(Utf8.bytes(encodeType));
  }

  /**
   * @param text any text; a lone surrogate becomes U+FFFD
   * @return the word that stands for it in a struct
   */
  public static AbiValue text(String text) {
    return AbiValue.bytes32(Keccak.keccak256(Utf8.bytes(text)));
  }

  /**
   * @param elements the struct hashes of an array's elements
   * @return the word that stands for the array in a struct
   */
  public static AbiValue array(List<Hash32> elements) {
    ByteArrayOutputStream words = new ByteArrayOutputStream();
    elements.forEach(element -> words.writeBytes(element.bytes()));
    return AbiValue.bytes32(Keccak.keccak256(words.toByteArray()));
  }

  /**
   * @param typeHash the struct's type
   * @param members its members in the order of the type, each of one word
   * @return the hash of the struct
   * @throws AbiException if a member takes more than a word
   */
  public static Hash32 structHash(Hash32 typeHash, AbiValue... members) {
    ByteArrayOutputStream words = new ByteArrayOutputStream();
    words.writeBytes(typeHash.bytes());
    for (AbiValue member : members) {
      if (!(member instanceof AbiWord word)) {
        throw new AbiException(member.type(), "stands in a struct by its hash only");
      }
      words.writeBytes(word.encoding());
    }
    return Keccak.keccak256(words.toByteArray());
  }

  /**
   * @param name the name of an application
   * @return the separator of a domain that has a name and nothing else
   */
  public static Hash32 domainSeparator(String name) {
    return structHash(NAME_ONLY_DOMAIN, text(name));
  }

  /**
   * @param domainSeparator for whom
   * @param structHash what
   * @return what is signed
   */
  public static Hash32 digest(Hash32 domainSeparator, Hash32 structHash) {
    return Keccak.keccak256(PREFIX, domainSeparator.bytes(), structHash.bytes());
  }
}
