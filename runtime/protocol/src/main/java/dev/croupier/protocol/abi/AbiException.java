package dev.croupier.protocol.abi;

import dev.croupier.protocol.ProtocolException;

/** A value does not fit the ABI type it is given as. */
public final class AbiException extends ProtocolException {
  private static final long serialVersionUID = 1L;

  private final String type;

  AbiException(String type, String problem) {
    super(type + ": " + problem);
    this.type = type;
  }

  /** The type it should have fitted, as Solidity writes it. */
  public String type() {
    return type;
  }
}
