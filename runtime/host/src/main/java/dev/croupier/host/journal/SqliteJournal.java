package dev.croupier.host.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * A journal in one SQLite file. A thread of its own writes: it takes every record that waits, puts
 * them into their written form, stores them in one transaction and completes their futures after
 * the one commit, so that many sessions share a sync. A sync costs about as much for one record as
 * for twenty; so records that may wait do not begin a commit before their time. The queue in front
 * of it is bounded by the seats, which stop taking turns while too many of theirs wait.
 *
 * <p>The writer folds the records it writes, and from time to time puts what they say into
 * snapshots: one of the seat, one of each session that has changed. They are written after the
 * records of a commit and made durable with the next. So what a start reads is the snapshots of the
 * open sessions and the records after them, however many there were before.
 */
public final class SqliteJournal implements Journal {

  private static final int MAX_BATCH = 256;
  private static final int RETIRED_AT_ONCE = 2_000;

  private final String place;
  private final WaitingRecords<Entry> queue = new WaitingRecords<>(System::nanoTime);
  private final Object gate = new Object();
  private final Connection connection;
  private final Checkpoints checkpoints;
  private final RecordRows rows;
  private final SnapshotStore snapshots;
  private final RetiredRecords retired;
  private final WriterLock lock;
  private final Thread writer;
  private @Nullable JournalException broken;

  private SqliteJournal(
      String place,
      Connection connection,
      SQLiteConfig config,
      Retention retention,
      Checkpoints.Sizes sizes,
      WriterLock lock)
      throws SQLException, IOException {
    this.place = place;
    this.lock = lock;
    this.connection = connection;
    this.rows = new RecordRows(connection);
    this.snapshots = new SnapshotStore(place, connection, retention.snapshotEvery());
    this.retired = new RetiredRecords(connection, retention, RETIRED_AT_ONCE);
    this.writer = Thread.ofPlatform().name("journal-writer").daemon(true).unstarted(this::write);
    connection.commit();
    this.checkpoints = new Checkpoints(place, connection, config, sizes);
  }

  /**
   * Opens a journal, creating file and folders where they are missing.
   *
   * @param file the database file
   * @param mode when a record counts as durable
   * @return the journal, with the {@link Retention#DEFAULT default retention}
   * @throws JournalException if the file cannot be opened or is of a newer layout
   */
  public static SqliteJournal open(Path file, JournalMode mode) {
    return open(file, mode, Retention.DEFAULT);
  }

  /**
   * Opens a journal, creating file and folders where they are missing.
   *
   * @param file the database file
   * @param mode when a record counts as durable
   * @param retention how long records are kept
   * @return the journal
   * @throws JournalException if the file cannot be opened, is of a newer layout, or is written by
   *     another process
   */
  public static SqliteJournal open(Path file, JournalMode mode, Retention retention) {
    return open(file, mode, retention, Checkpoints.Sizes.DEFAULT);
  }

  /** Opens a journal whose log is of another length; for tests. */
  static SqliteJournal open(
      Path file, JournalMode mode, Retention retention, Checkpoints.Sizes sizes) {
    String place = file.toString();
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(
        mode == JournalMode.DURABLE
            ? SQLiteConfig.SynchronousMode.FULL
            : SQLiteConfig.SynchronousMode.NORMAL);
    config.setBusyTimeout(5_000);
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      WriterLock lock = WriterLock.take(file);
      try {
        return open(place, config, retention, sizes, lock);
      } catch (SQLException | IOException | JournalException e) {
        lock.close();
        throw e;
      }
    } catch (SQLException | IOException e) {
      throw new JournalException(place, "cannot be opened: " + e.getMessage(), e);
    }
  }

  private static SqliteJournal open(
      String place,
      SQLiteConfig config,
      Retention retention,
      Checkpoints.Sizes sizes,
      WriterLock lock)
      throws SQLException, IOException {
    Connection connection = config.createConnection("jdbc:sqlite:" + place);
    try {
      JournalLayout.prepare(place, connection);
      SqliteJournal journal = new SqliteJournal(place, connection, config, retention, sizes, lock);
      journal.writer.start();
      return journal;
    } catch (SQLException | IOException | JournalException e) {
      connection.close();
      throw e;
    }
  }

  /** What the writing connection is set to; the tests hold it to the mode. */
  String pragma(String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA " + name)) {
      return row.next() ? row.getString(1) : "";
    }
  }

  /** How many records were read to know what seats have done; the tests hold it to a bound. */
  long recordsFolded() {
    return snapshots.recordsRead();
  }

  @Override
  public CompletableFuture<Void> append(JournalRecord record, Duration patience) {
    CompletableFuture<Void> durable = new CompletableFuture<>();
    submit(new Entry.Write(record, durable), patience, durable);
    return durable;
  }

  @Override
  public SeatMemory memory(String seat) {
    CompletableFuture<SeatMemory> answer = new CompletableFuture<>();
    submit(new Entry.Ask(seat, answer), Duration.ZERO, answer);
    try {
      return answer.join();
    } catch (java.util.concurrent.CompletionException e) {
      throw e.getCause() instanceof JournalException known
          ? known
          : new JournalException(place, "cannot be read: " + e.getMessage(), e);
    }
  }

  private void submit(Entry entry, Duration patience, CompletableFuture<?> answer) {
    synchronized (gate) {
      if (broken != null) {
        answer.completeExceptionally(broken);
      } else {
        queue.add(entry, patience);
      }
    }
  }

  private void write() {
    List<Entry> batch = new ArrayList<>();
    boolean open = true;
    while (open) {
      batch.clear();
      try {
        if (retired.working()) {
          queue.poll(batch, MAX_BATCH);
        } else {
          queue.take(batch, MAX_BATCH);
        }
        open = !batch.contains(Entry.End.END);
        handle(batch, open);
      } catch (InterruptedException e) {
        fail(new JournalException(place, "the writer was interrupted", e), batch);
        return;
      } catch (SQLException e) {
        fail(new JournalException(place, "cannot be written: " + e.getMessage(), e), batch);
        return;
      } catch (JournalException e) {
        fail(e, batch);
        return;
      } catch (RuntimeException e) {
        // A record that cannot be written is one like any other whose writing failed: without it
        // those after it would make a journal with a gap.
        fail(new JournalException(place, "cannot be written: " + e, e), batch);
        return;
      }
    }
  }

  private void handle(List<Entry> batch, boolean open) throws SQLException, InterruptedException {
    List<Entry.Write> records = new ArrayList<>();
    for (Entry entry : batch) {
      switch (entry) {
        case Entry.Write write -> records.add(write);
        case Entry.Ask ask -> {
          commit(records);
          records.clear();
          answer(ask);
        }
        case Entry.End _ -> {}
      }
    }
    commit(records);
    // After the records are safe: whoever waits for them does not wait for this.
    if (open) {
      snapshots.takeDue();
      retired.step(snapshots.taken(), rows.lastSeq());
    } else {
      snapshots.takeAll();
    }
    // What waits already is committed together with this: a sync of its own would hold it up. Else
    // now, also after mere reading: an open transaction holds up the copying of the log.
    if (queue.isEmpty() || !open) {
      connection.commit();
      checkpoints.committed();
    }
  }

  private void commit(List<Entry.Write> records) throws SQLException, InterruptedException {
    if (records.isEmpty()) {
      return;
    }
    for (Entry.Write entry : records) {
      JournalRecord record = entry.record();
      String text = RecordJson.write(record);
      SeatMemory memory = snapshots.add(record, rows.lastSeq() + 1, text.length());
      rows.add(record, text, memory.sessions().keySet());
    }
    rows.write();
    connection.commit();
    records.forEach(entry -> entry.durable().complete(null));
    checkpoints.committed();
  }

  /** A seat whose records cannot be read is refused; the others go on. */
  private void answer(Entry.Ask ask) throws SQLException {
    try {
      ask.answer().complete(snapshots.load(ask.seat()).copy());
    } catch (JournalException e) {
      ask.answer().completeExceptionally(e);
    }
  }

  private void fail(JournalException reason, List<Entry> batch) {
    List<Entry> lost = new ArrayList<>(batch);
    synchronized (gate) {
      if (broken == null) {
        broken = reason;
      }
      queue.poll(lost, Integer.MAX_VALUE);
    }
    for (Entry entry : lost) {
      switch (entry) {
        case Entry.Write write -> write.durable().completeExceptionally(reason);
        case Entry.Ask ask -> ask.answer().completeExceptionally(reason);
        case Entry.End _ -> {}
      }
    }
  }

  @Override
  public void load(String seat, Consumer<JournalRecord> reader) {
    new JournalReader(Path.of(place)).load(seat, reader);
  }

  @Override
  public void close() {
    synchronized (gate) {
      if (broken == null) {
        broken = new JournalException(place, "is closed");
        queue.add(Entry.End.END, Duration.ZERO);
      }
    }
    try {
      writer.join();
      checkpoints.close();
      lock.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JournalException(place, "closing was interrupted", e);
    } catch (SQLException | IOException e) {
      throw new JournalException(place, "cannot be closed: " + e.getMessage(), e);
    }
  }

  /** What waits for the writer. */
  private sealed interface Entry {

    /** A record to be written. */
    record Write(JournalRecord record, CompletableFuture<Void> durable) implements Entry {}

    /** Somebody wants to know what a seat has done. */
    record Ask(String seat, CompletableFuture<SeatMemory> answer) implements Entry {}

    /** Nothing comes after this. */
    enum End implements Entry {
      END
    }
  }
}
