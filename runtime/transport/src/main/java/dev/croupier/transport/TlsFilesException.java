package dev.croupier.transport;

import java.nio.file.Path;

/** The certificate or the private key for TLS cannot be read or do not belong together. */
public final class TlsFilesException extends TransportException {
  private static final long serialVersionUID = 1L;

  private final Path certificateChain;
  private final Path privateKey;

  /**
   * @param certificateChain the PEM file with the certificates
   * @param privateKey the PEM file with the key; only its path is kept
   * @param why what is wrong with them, without any of their contents
   * @param cause what the TLS library said
   */
  public TlsFilesException(Path certificateChain, Path privateKey, String why, Throwable cause) {
    super(
        "cannot use TLS certificate " + certificateChain + " with key " + privateKey + ": " + why,
        cause);
    this.certificateChain = certificateChain;
    this.privateKey = privateKey;
  }

  /**
   * The certificate file.
   *
   * @return its path as configured
   */
  public Path certificateChain() {
    return certificateChain;
  }

  /**
   * The key file.
   *
   * @return its path as configured
   */
  public Path privateKey() {
    return privateKey;
  }
}
