package dev.croupier.node;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.crypto.Keccak;
import dev.croupier.protocol.crypto.PrivateKey;
import dev.croupier.protocol.crypto.Secp256k1;
import java.nio.charset.StandardCharsets;

/**
 * A wallet for trying things out. Its key follows from its number, the same on every machine, so
 * everybody knows it: it must never hold anything of value on another network.
 *
 * @param number 1 or more
 * @param address the wallet
 * @param key its key
 */
public record DevelopmentAccount(int number, Address address, PrivateKey key) {
  private static final String SEED = "croupier development account ";

  /**
   * @param number 1 or more
   * @return the account of that number
   */
  public static DevelopmentAccount of(int number) {
    PrivateKey key =
        PrivateKey.ofBytes(Keccak.hash((SEED + number).getBytes(StandardCharsets.UTF_8)));
    return new DevelopmentAccount(number, Secp256k1.best().publicKey(key).address(), key);
  }
}
