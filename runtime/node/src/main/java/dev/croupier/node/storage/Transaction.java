package dev.croupier.node.storage;

import java.util.function.Supplier;

/** The changes of one request: all of them are stored or none. Used on the writer thread only. */
public final class Transaction {
  private final Sql sql;

  Transaction(Sql sql) {
    this.sql = sql;
  }

  /**
   * @return runs statements within this transaction
   */
  public Sql sql() {
    return sql;
  }

  /**
   * Does a part of the work that may fail by itself: when it throws, its changes are undone, those
   * before it stay, and the exception goes on to the caller.
   *
   * @param part the part
   * @return what the part returned
   */
  public <T> T attempt(Supplier<T> part) {
    return guarded(sql, "part", part);
  }

  static <T> T guarded(Sql sql, String name, Supplier<T> part) {
    sql.execute("SAVEPOINT " + name);
    boolean done = false;
    try {
      T result = part.get();
      done = true;
      return result;
    } finally {
      end(sql, name, done);
    }
  }

  private static void end(Sql sql, String name, boolean done) {
    try {
      if (!done) {
        sql.execute("ROLLBACK TO " + name);
      }
      sql.execute("RELEASE " + name);
    } catch (StorageException e) {
      // The database has given up the whole transaction (disk full, I/O error): nothing of it is
      // stored.
      throw new TransactionLostException(e);
    }
  }
}
