package dev.croupier.node.storage;

import java.nio.file.Path;

/** A ledger file is open elsewhere: one file belongs to one running node. */
public final class LedgerInUseException extends StorageException {
  private static final long serialVersionUID = 1L;

  private final transient Path file;

  /**
   * @param file the ledger file
   * @param cause what the database said
   */
  public LedgerInUseException(Path file, Throwable cause) {
    super(
        "the ledger file "
            + file
            + " is in use by another node: stop that one, or give this one another data folder",
        cause);
    this.file = file;
  }

  /**
   * @return the file that is taken
   */
  public Path file() {
    return file;
  }
}
