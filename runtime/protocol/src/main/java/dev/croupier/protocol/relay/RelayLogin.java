package dev.croupier.protocol.relay;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.abi.AbiValue;
import dev.croupier.protocol.abi.TypedData;

/**
 * What a wallet signs to log in at a relay service: EIP-712 typed data with the domain {@code
 * {name: "Croupier Relay", version: "1"}}. The relay's address is part of it, so that a relay
 * cannot use the login at another one.
 *
 * @param wallet who logs in
 * @param relay address of the key that signs the relay's frames
 * @param nonce random, from the relay, good for one login on one connection
 * @param expiresAtMs until when the relay takes it, in milliseconds since 1970
 */
public record RelayLogin(Address wallet, Address relay, Hash32 nonce, long expiresAtMs) {
  /** The signed struct in EIP-712's writing. */
  public static final String TYPE =
      "RelayLogin(address wallet,address relay,bytes32 nonce,uint64 expiresAt)";

  private static final Hash32 TYPE_HASH = TypedData.typeHash(TYPE);

  private static final Hash32 DOMAIN =
      TypedData.structHash(
          TypedData.typeHash("EIP712Domain(string name,string version)"),
          TypedData.text("Croupier Relay"),
          TypedData.text("1"));

  /**
   * @return what the wallet signs
   */
  public Hash32 digest() {
    return TypedData.digest(
        DOMAIN,
        TypedData.structHash(
            TYPE_HASH,
            AbiValue.address(wallet),
            AbiValue.address(relay),
            AbiValue.bytes32(nonce),
            AbiValue.uint(64, expiresAtMs)));
  }
}
