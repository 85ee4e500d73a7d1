package dev.croupier.protocol.v0.auth;

import dev.croupier.protocol.ProtocolException;

/** A login request cannot be hashed as typed data (clearnode-0.x 5.2, third check). */
public final class InvalidLoginDataException extends ProtocolException {
  private static final long serialVersionUID = 1L;

  private final String member;

  InvalidLoginDataException(String member, String problem) {
    super("login data, " + member + ": " + problem);
    this.member = member;
  }

  InvalidLoginDataException(String member, ProtocolException cause) {
    super("login data, " + member + ": " + cause.getMessage(), cause);
    this.member = member;
  }

  /** The member of the typed data that does not fit, as it is called there. */
  public String member() {
    return member;
  }
}
