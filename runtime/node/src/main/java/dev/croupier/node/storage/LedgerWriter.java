package dev.croupier.node.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that touches the database.
 *
 * <p>Requests wait in a queue. The thread takes all that are waiting (up to a bound), runs each
 * within a savepoint of its own, so that a failing one leaves no trace and does not disturb the
 * others, and makes them durable with a single commit. Only then it hands out the results, in the
 * order of the queue. On disks where a sync takes milliseconds this group commit is the difference
 * between hundreds and thousands of requests per second, and since everything runs one after the
 * other, every request sees the ledger as if it were alone.
 *
 * <p>The queue has no bound of its own: each connection has at most one request under way, so the
 * limit on connections bounds it.
 */
public final class LedgerWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerWriter.class);
  private static final int LARGEST_BATCH = 256;

  private final Database database;
  private final Transaction transaction;
  private final BlockingQueue<Pending<?>> queue = new LinkedBlockingQueue<>();
  private final Thread thread;
  private final Object gate = new Object();
  private boolean closing;
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong commits = new AtomicLong();

  /**
   * Starts the thread. The writer owns the database from now on and closes it at the end.
   *
   * @param database an open database
   */
  public LedgerWriter(Database database) {
    this.database = database;
    this.transaction = new Transaction(database.sql());
    this.thread = Thread.ofPlatform().name("croupier-node-ledger").daemon().start(this::loop);
  }

  /**
   * Queues work.
   *
   * @param work what to do
   * @param afterCommit called on the writer thread once the changes are durable, with the result or
   *     with what the work threw; must be quick and not throw. Calls come in the order of the
   *     submits
   * @throws StorageException if the writer is closed
   */
  public <T> void submit(Work<T> work, BiConsumer<@Nullable T, @Nullable Throwable> afterCommit) {
    synchronized (gate) {
      if (closing) {
        throw new StorageException("the node is stopping");
      }
      queue.add(new Pending<>(work, afterCommit));
    }
  }

  /**
   * @return how many requests were run so far
   */
  public long requests() {
    return requests.get();
  }

  /**
   * @return how many commits they took
   */
  public long commits() {
    return commits.get();
  }

  /** Finishes the work queued so far, stops the thread and closes the database. */
  @Override
  public void close() {
    synchronized (gate) {
      if (closing) {
        return;
      }
      closing = true;
      queue.add(new Pending<>(any -> Boolean.TRUE, (result, failure) -> {}));
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    database.close();
  }

  private void loop() {
    List<Pending<?>> batch = new ArrayList<>(LARGEST_BATCH);
    while (!finished()) {
      batch.clear();
      try {
        batch.add(queue.take());
      } catch (InterruptedException e) {
        LOG.warn("the ledger thread was interrupted and goes on: it ends with close()");
        continue;
      }
      queue.drainTo(batch, LARGEST_BATCH - 1);
      commit(batch);
      requests.addAndGet(batch.size());
      commits.incrementAndGet();
      for (Pending<?> done : batch) {
        done.report();
      }
    }
  }

  private boolean finished() {
    synchronized (gate) {
      return closing && queue.isEmpty();
    }
  }

  private void commit(List<Pending<?>> batch) {
    Sql sql = database.sql();
    try {
      sql.execute("BEGIN IMMEDIATE");
      for (Pending<?> pending : batch) {
        pending.run(transaction);
      }
      sql.execute("COMMIT");
    } catch (StorageException e) {
      LOG.error("a batch of {} requests was not stored: {}", batch.size(), e.getMessage());
      batch.forEach(pending -> pending.fail(e));
      try {
        sql.execute("ROLLBACK");
      } catch (StorageException again) {
        LOG.debug("nothing to roll back: {}", again.getMessage());
      }
    }
  }

  private static final class Pending<T> {
    private final Work<T> work;
    private final BiConsumer<@Nullable T, @Nullable Throwable> afterCommit;
    private @Nullable T result;
    private @Nullable Throwable failure;

    Pending(Work<T> work, BiConsumer<@Nullable T, @Nullable Throwable> afterCommit) {
      this.work = work;
      this.afterCommit = afterCommit;
    }

    void run(Transaction transaction) {
      try {
        result = Transaction.guarded(transaction.sql(), "request", () -> work.run(transaction));
      } catch (TransactionLostException e) {
        throw e;
      } catch (RuntimeException e) {
        failure = e;
      }
    }

    void fail(StorageException e) {
      result = null;
      failure = e;
    }

    void report() {
      try {
        afterCommit.accept(result, failure);
      } catch (RuntimeException e) {
        LOG.error("handing out a result failed", e);
      }
    }
  }
}
