package dev.croupier.host.journal;

import java.time.Duration;
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
   * @param patience how long it may wait for others to be made durable together with it; one that
   *     may wait less takes those before it along
   * @return completes when the record is durable; fails with {@link JournalException}
   */
  CompletableFuture<Void> append(JournalRecord record, Duration patience);

  /**
   * Records a turn without delay.
   *
   * @param record the turn
   * @return completes when the record is durable; fails with {@link JournalException}
   */
  default CompletableFuture<Void> append(JournalRecord record) {
    return append(record, Duration.ZERO);
  }

  /**
   * Says what a seat has done before: a fold over all of its records that were ever appended.
   *
   * @param seat the seat's name
   * @return what its records say, the caller's own
   * @throws JournalException if they cannot be read
   */
  default SeatMemory memory(String seat) {
    SeatMemory memory = new SeatMemory();
    load(seat, memory::add);
    return memory;
  }

  /**
   * Reads those of a seat's records that are kept, in the order they were written.
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
