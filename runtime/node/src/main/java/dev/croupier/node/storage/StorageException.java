package dev.croupier.node.storage;

import dev.croupier.app.CroupierException;

/** The database failed in a way that is not the caller's doing: disk full, file damaged, closed. */
public class StorageException extends CroupierException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what was being done, and on which file
   * @param cause what the database said
   */
  public StorageException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * @param message what was being done, and on which file
   */
  public StorageException(String message) {
    super(message);
  }
}
