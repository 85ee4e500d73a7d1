package dev.croupier.relay;

import dev.croupier.app.CroupierException;
import java.nio.file.Path;

/** The file with the relay's signing key cannot be used. */
public final class RelayKeyException extends CroupierException {
  private static final long serialVersionUID = 1L;

  /**
   * @param file the file
   * @param problem what is wrong with it; never its content
   */
  public RelayKeyException(Path file, String problem) {
    super("relay key " + file + ": " + problem);
  }

  /**
   * @param file the file
   * @param problem what is wrong with it; never its content
   * @param cause what the file system said
   */
  public RelayKeyException(Path file, String problem, Throwable cause) {
    super("relay key " + file + ": " + problem, cause);
  }
}
