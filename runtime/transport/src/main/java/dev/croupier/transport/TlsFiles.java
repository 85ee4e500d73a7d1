package dev.croupier.transport;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import javax.net.ssl.SSLException;

/**
 * Where the server finds its TLS identity.
 *
 * @param certificateChain PEM file: the server's X.509 certificate, then those that vouch for it
 * @param privateKey PEM file: the unencrypted PKCS#8 key of the first certificate
 */
public record TlsFiles(Path certificateChain, Path privateKey) {

  /**
   * Reads both files.
   *
   * @throws TlsFilesException when they cannot be read or used
   */
  SslContext load() {
    requireFile(certificateChain);
    requireFile(privateKey);
    try {
      return SslContextBuilder.forServer(certificateChain.toFile(), privateKey.toFile()).build();
    } catch (SSLException | IllegalArgumentException e) {
      throw new TlsFilesException(
          certificateChain,
          privateKey,
          "they must be PEM files with an X.509 chain and its unencrypted PKCS#8 key",
          e);
    }
  }

  private void requireFile(Path file) {
    if (!Files.isReadable(file)) {
      throw new TlsFilesException(
          certificateChain,
          privateKey,
          file + " cannot be read",
          new NoSuchFileException(file.toString()));
    }
  }
}
