package dev.croupier.protocol.crypto;

import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.ProtocolException;

/** No public key can have made this signature over this digest. */
public final class SignatureRecoveryException extends ProtocolException {
  private static final long serialVersionUID = 1L;

  private final Hash32 digest;

  SignatureRecoveryException(Hash32 digest, String reason) {
    super("no signer of digest " + digest + ": " + reason);
    this.digest = digest;
  }

  /** What was said to be signed. */
  public Hash32 digest() {
    return digest;
  }
}
