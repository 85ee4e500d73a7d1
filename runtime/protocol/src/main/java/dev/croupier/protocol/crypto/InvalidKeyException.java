package dev.croupier.protocol.crypto;

import dev.croupier.protocol.ProtocolException;

/** A private or public key is not one of secp256k1's. The message never holds the key. */
public final class InvalidKeyException extends ProtocolException {
  private static final long serialVersionUID = 1L;

  InvalidKeyException(String message) {
    super(message);
  }
}
