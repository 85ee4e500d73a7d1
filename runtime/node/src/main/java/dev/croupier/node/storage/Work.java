package dev.croupier.node.storage;

/**
 * What one request does to the ledger, run on the writer thread inside a transaction.
 *
 * @param <T> what it finds out
 */
@FunctionalInterface
public interface Work<T> {

  /**
   * Reads and changes the ledger. Whatever it throws undoes all of its changes and none of anybody
   * else's.
   *
   * @param transaction where the changes go
   * @return the result, given out only after the changes are durable
   */
  T run(Transaction transaction);
}
