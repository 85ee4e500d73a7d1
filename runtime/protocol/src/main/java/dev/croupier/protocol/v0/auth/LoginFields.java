package dev.croupier.protocol.v0.auth;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.ProtocolException;
import java.math.BigInteger;

/** The checks that both forms of login data share. */
final class LoginFields {
  private LoginFields() {}

  /** Checks what both forms require of the name. */
  static void requireName(String application) {
    if (application.isEmpty()) {
      throw new InvalidLoginDataException("name", "the application's name must not be empty");
    }
  }

  /** Reads an address of the typed data. */
  static Address address(String member, String text) {
    try {
      return Address.parse(text);
    } catch (ProtocolException e) {
      throw new InvalidLoginDataException(member, e);
    }
  }

  /** Checks the width of an unsigned integer of the typed data. */
  static BigInteger unsigned(String member, int bits, BigInteger value) {
    if (value.signum() < 0 || value.bitLength() > bits) {
      throw new InvalidLoginDataException(member, "must be from 0 to 2^" + bits + "-1");
    }
    return value;
  }
}
