package dev.croupier.host.journal;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Where turns are recorded. Safe for use by many threads. */
public interface Journal extends AutoCloseable {

  /**
   * Records a turn. Records become durable in the order of the calls: when one's future has
   * completed, so have those before it. After one failure every later call fails too, since a
   * journal with a gap is none.
   *
   * @param record the turn
   * @return completes when the record is durable; fails with {@link JournalException}
   */
  CompletableFuture<Void> append(JournalRecord record);

  /**
   * Reads a seat's records in the order they were written. Called before the seat's first turn.
   *
   * @param seat the seat's name
   * @param reader takes them, one by one
   * @throws JournalException if they cannot be read
   */
  void load(String seat, Consumer<JournalRecord> reader);

  /** Writes what waits, then closes. */
  @Override
  void close();
}
