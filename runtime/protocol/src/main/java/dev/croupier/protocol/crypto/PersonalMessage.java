package dev.croupier.protocol.crypto;

import dev.croupier.protocol.Hash32;
import java.nio.charset.StandardCharsets;

/**
 * What wallets sign as a personal message (EIP-191). Channel states may be signed so (clearnode-0.x
 * 13), requests never are (3.1).
 */
public final class PersonalMessage {
  private PersonalMessage() {}

  /**
   * @param message any bytes
   * @return the digest over the prefix, the length in decimal digits and the message
   */
  public static Hash32 digest(byte[] message) {
    String prefix = "\u0019Ethereum Signed Message:\n" + message.length;
    return Keccak.keccak256(prefix.getBytes(StandardCharsets.US_ASCII), message);
  }
}
