package dev.croupier.protocol.crypto;

import dev.croupier.protocol.ProtocolException;

/**
 * A signature does not have its form: 65 bytes whose last is 27, 28, 0 or 1 (clearnode-0.x 3.1).
 */
public final class InvalidSignatureException extends ProtocolException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message which rule was broken and how; never the signature itself, since a login
   *     signature is a secret
   */
  InvalidSignatureException(String message) {
    super(message);
  }
}
