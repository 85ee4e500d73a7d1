package dev.croupier.protocol.v0.auth;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.abi.TypedData;

/**
 * What a wallet signs to log in: EIP-712 typed data made of the challenge and of the values of the
 * {@code auth_request}, in the form of that request (clearnode-0.x 5.2).
 */
public sealed interface LoginData permits LoginPolicy, LegacyLoginPolicy {
  /**
   * The typed data that answers a challenge.
   *
   * @param request what was sent, in either form; exactly its values are signed
   * @param challenge the text of {@code challenge_message}
   * @return the data in the form of the request
   * @throws InvalidLoginDataException if a value cannot be signed: an address that is none, an
   *     empty name, an amount or a time that is not a number of its type
   */
  static LoginData of(AuthRequestParams request, String challenge) {
    return switch (request) {
      case AuthRequest current -> LoginPolicy.of(current, challenge);
      case LegacyAuthRequest legacy -> LegacyLoginPolicy.of(legacy, challenge);
    };
  }

  /** The name of the application: the one member of the domain. */
  String application();

  /** Whose signature is expected. */
  Address wallet();

  /** The type of the data in EIP-712's writing, with the type it refers to. */
  String encodeType();

  /** The hash of the data alone. */
  Hash32 structHash();

  /** The hash of {@link #encodeType}. */
  default Hash32 typeHash() {
    return TypedData.typeHash(encodeType());
  }

  /** The hash that stands for the application. */
  default Hash32 domainSeparator() {
    return TypedData.domainSeparator(application());
  }

  /** What is signed. */
  default Hash32 digest() {
    return TypedData.digest(domainSeparator(), structHash());
  }
}
