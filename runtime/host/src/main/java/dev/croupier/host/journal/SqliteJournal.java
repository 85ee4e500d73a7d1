package dev.croupier.host.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * A journal in one SQLite file. A thread of its own writes: it takes every record that waits,
 * writes them in one transaction and completes their futures after the one commit, so that many
 * sessions share a sync. The queue in front of it is bounded by the seats, which stop taking turns
 * while too many of theirs wait.
 */
public final class SqliteJournal implements Journal {

  private static final int LAYOUT = 1;
  private static final int MAX_BATCH = 256;
  private static final Entry END = new Entry("", "", "", new CompletableFuture<>());

  private final String place;
  private final SQLiteConfig config;
  private final BlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
  private final Object gate = new Object();
  private final Connection connection;
  private final Thread writer;
  private @Nullable JournalException broken;

  private SqliteJournal(String place, SQLiteConfig config, Connection connection) {
    this.place = place;
    this.config = config;
    this.connection = connection;
    this.writer = Thread.ofPlatform().name("journal-writer").daemon(true).unstarted(this::write);
  }

  /**
   * Opens a journal, creating file and folders where they are missing.
   *
   * @param file the database file
   * @param mode when a record counts as durable
   * @return the journal
   * @throws JournalException if the file cannot be opened or is of a newer layout
   */
  public static SqliteJournal open(Path file, JournalMode mode) {
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
      Connection connection = config.createConnection("jdbc:sqlite:" + file);
      prepare(place, connection);
      SqliteJournal journal = new SqliteJournal(place, config, connection);
      journal.writer.start();
      return journal;
    } catch (SQLException | IOException e) {
      throw new JournalException(place, "cannot be opened: " + e.getMessage(), e);
    }
  }

  private static void prepare(String place, Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      int layout;
      try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
        layout = row.next() ? row.getInt(1) : 0;
      }
      if (layout > LAYOUT) {
        connection.close();
        throw new JournalException(
            place, "has layout " + layout + ", this version knows up to " + LAYOUT);
      }
      statement.executeUpdate(
          "CREATE TABLE IF NOT EXISTS journal (seq INTEGER PRIMARY KEY AUTOINCREMENT,"
              + " seat TEXT NOT NULL, session TEXT NOT NULL, record TEXT NOT NULL)");
      statement.executeUpdate("CREATE INDEX IF NOT EXISTS journal_seat ON journal (seat, seq)");
      statement.executeUpdate("PRAGMA user_version = " + LAYOUT);
    }
    connection.setAutoCommit(false);
  }

  /** What the writing connection is set to; the tests hold it to the mode. */
  String pragma(String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA " + name)) {
      return row.next() ? row.getString(1) : "";
    }
  }

  @Override
  public CompletableFuture<Void> append(JournalRecord record) {
    CompletableFuture<Void> durable = new CompletableFuture<>();
    Entry entry =
        new Entry(record.seat(), record.session().orElse(""), RecordJson.write(record), durable);
    synchronized (gate) {
      if (broken != null) {
        durable.completeExceptionally(broken);
      } else {
        queue.add(entry);
      }
    }
    return durable;
  }

  private void write() {
    List<Entry> batch = new ArrayList<>();
    boolean open = true;
    while (open) {
      batch.clear();
      try {
        batch.add(queue.take());
      } catch (InterruptedException e) {
        fail(new JournalException(place, "the writer was interrupted", e), batch);
        return;
      }
      queue.drainTo(batch, MAX_BATCH - 1);
      open = !batch.contains(END);
      batch.remove(END);
      try {
        commit(batch);
        batch.forEach(entry -> entry.durable().complete(null));
      } catch (SQLException e) {
        fail(new JournalException(place, "cannot be written: " + e.getMessage(), e), batch);
        return;
      }
    }
  }

  private void commit(List<Entry> batch) throws SQLException {
    if (batch.isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO journal (seat, session, record) VALUES (?, ?, ?)")) {
      for (Entry entry : batch) {
        insert.setString(1, entry.seat());
        insert.setString(2, entry.session());
        insert.setString(3, entry.text());
        insert.addBatch();
      }
      insert.executeBatch();
      connection.commit();
    }
  }

  private void fail(JournalException reason, List<Entry> batch) {
    List<Entry> lost = new ArrayList<>(batch);
    synchronized (gate) {
      if (broken == null) {
        broken = reason;
      }
      queue.drainTo(lost);
    }
    lost.forEach(entry -> entry.durable().completeExceptionally(reason));
  }

  @Override
  public void load(String seat, Consumer<JournalRecord> reader) {
    try (Connection reading = config.createConnection("jdbc:sqlite:" + place);
        PreparedStatement query =
            reading.prepareStatement(
                "SELECT seq, record FROM journal WHERE seat = ? ORDER BY seq")) {
      query.setString(1, seat);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          reader.accept(read(rows.getLong(1), rows.getString(2)));
        }
      }
    } catch (SQLException e) {
      throw new JournalException(place, "cannot be read: " + e.getMessage(), e);
    }
  }

  private JournalRecord read(long seq, String text) {
    try {
      return RecordJson.read(text);
    } catch (UnreadableRecordException e) {
      throw new JournalException(place + " record " + seq, String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    synchronized (gate) {
      if (broken == null) {
        broken = new JournalException(place, "is closed");
        queue.add(END);
      }
    }
    try {
      writer.join();
      connection.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JournalException(place, "closing was interrupted", e);
    } catch (SQLException e) {
      throw new JournalException(place, "cannot be closed: " + e.getMessage(), e);
    }
  }

  private record Entry(String seat, String session, String text, CompletableFuture<Void> durable) {}
}
