package dev.croupier.node.storage;

/** A ledger was written by a newer Croupier whose schema this one does not know. */
public final class LedgerTooNewException extends StorageException {
  private static final long serialVersionUID = 1L;

  private final int found;
  private final int known;

  LedgerTooNewException(String place, int found, int known) {
    super(
        "the ledger "
            + place
            + " has schema version "
            + found
            + ", but this Croupier knows versions up to "
            + known
            + ": use the newer Croupier that wrote it");
    this.found = found;
    this.known = known;
  }

  /**
   * @return the schema version of the ledger
   */
  public int found() {
    return found;
  }

  /**
   * @return the newest schema version this program knows
   */
  public int known() {
    return known;
  }
}
