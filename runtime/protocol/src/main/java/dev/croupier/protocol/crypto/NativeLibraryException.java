package dev.croupier.protocol.crypto;

import dev.croupier.protocol.ProtocolException;

/** The native signature library cannot be used here; signing by BouncyCastle still works. */
public final class NativeLibraryException extends ProtocolException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  NativeLibraryException(String reason) {
    super(reason);
    this.reason = reason;
  }

  NativeLibraryException(String reason, Throwable cause) {
    super(reason, cause);
    this.reason = reason;
  }

  /** Why not, for people. */
  public String reason() {
    return reason;
  }
}
