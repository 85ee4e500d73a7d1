package dev.croupier.node.storage;

/** The database dropped the transaction of a whole batch, so none of its requests is stored. */
final class TransactionLostException extends StorageException {
  private static final long serialVersionUID = 1L;

  TransactionLostException(StorageException cause) {
    super("the database gave up a transaction: " + cause.getMessage(), cause);
  }
}
