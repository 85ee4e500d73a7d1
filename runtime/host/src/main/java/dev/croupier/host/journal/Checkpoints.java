package dev.croupier.host.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * Brings what commits have put into the write-ahead log over into the database file, off the path
 * of turns. Used by the journal's writer.
 *
 * <p>Left to itself SQLite does this within a commit, once in a thousand pages, with two syncs, and
 * all turns that wait for that commit wait for it. Here a thread of its own does nearly all of it:
 * whenever the log has grown by {@link Sizes#step} pages it copies what is in the log (a passive
 * checkpoint, beside which commits go on) and syncs the database file, which SQLite itself leaves
 * to the checkpoint that finds nothing left to copy.
 *
 * <p>The log begins anew at its start only after such a complete checkpoint, and while commits
 * follow each other the thread never gets that far. So, when a copy has just ended, the log is
 * {@link Sizes#restart} pages long, and what was committed meanwhile is little, the writer copies
 * that itself between two commits; the next commit then overwrites the log from its start. Where it
 * is not little the thread copies once more. Should commits outrun the copying, the writer waits
 * for it as soon as the log is {@link Sizes#most} pages long. So the log is bounded, but for a
 * reader: what one that is in the middle of reading may still need is neither copied nor
 * overwritten. Then the log grows on, and the same is tried again each {@link Sizes#step} pages.
 *
 * <p>The log's file is overwritten rather than cut, since that is cheaper to sync than to grow;
 * only what a reader has made it longer than {@link Sizes#most} is cut off.
 *
 * <p>None of this says when a commit is durable: that is when it is in the log and the log is
 * synced. A log that was not copied is copied by whoever opens the file next.
 */
final class Checkpoints {

  /**
   * How long the log gets, in pages.
   *
   * @param step after so many more it is copied
   * @param restart from this length on it begins anew after a copy
   * @param most from this length on the writer waits for the copy
   */
  record Sizes(int step, int restart, int most) {
    static final Sizes DEFAULT = new Sizes(1_000, 4_000, 16_000);
  }

  private static final int COMMITS_PER_LOOK = 8;
  private static final int LITTLE = 4;
  private static final int PAGE_BYTES = 4_096;

  private final String place;
  private final Sizes sizes;
  private final Connection writing;
  private final PreparedStatement length;
  private final PreparedStatement finish;
  private final Connection copying;
  private final PreparedStatement copy;
  private final FileChannel file;
  private final ExecutorService thread;
  private @Nullable Future<?> copied;
  private Log last = new Log(0, 0);
  private long copiedBefore;
  private long copyAtPages;
  private int commits;

  /**
   * @param writing the writer's connection, which leaves its checkpoints to this from now on, and
   *     its closing
   * @param config how the second connection is opened
   */
  Checkpoints(String place, Connection writing, SQLiteConfig config, Sizes sizes)
      throws SQLException, IOException {
    this.place = place;
    this.sizes = sizes;
    this.writing = writing;
    this.copyAtPages = sizes.step();
    try (Statement statement = writing.createStatement()) {
      statement.execute("PRAGMA wal_autocheckpoint = 0");
      statement.execute("PRAGMA journal_size_limit = " + (long) sizes.most() * PAGE_BYTES);
    }
    length = writing.prepareStatement("PRAGMA wal_checkpoint(NOOP)");
    finish = writing.prepareStatement("PRAGMA wal_checkpoint(PASSIVE)");
    copying = config.createConnection("jdbc:sqlite:" + place);
    copy = copying.prepareStatement("PRAGMA wal_checkpoint(PASSIVE)");
    file = FileChannel.open(Path.of(place), StandardOpenOption.WRITE);
    thread =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("journal-checkpoint").daemon(true).factory());
  }

  /**
   * To be called after each commit, without a transaction.
   *
   * @throws JournalException if the log cannot be copied
   */
  void committed() throws SQLException, InterruptedException {
    commits++;
    if (commits < COMMITS_PER_LOOK && (copied == null || !copied.isDone())) {
      return;
    }
    commits = 0;
    Log log = log();
    if (log.pages() < last.pages()) {
      copyAtPages = sizes.step();
    }
    last = log;
    if (copied == null && log.pages() >= copyAtPages) {
      begin(log);
    } else if (copied != null && (copied.isDone() || log.pages() >= sizes.most())) {
      await(copied);
      copied = null;
      end(log());
    }
  }

  private void begin(Log log) {
    copyAtPages = log.pages() + sizes.step();
    copiedBefore = log.copied();
    copied = thread.submit(this::copy);
  }

  /** A copy has ended: lets the log begin anew if it is long and there is little left to do. */
  private void end(Log log) throws SQLException {
    if (log.pages() < sizes.restart()) {
      return;
    }
    boolean little = log.pages() - log.copied() <= sizes.step() / LITTLE;
    boolean held = log.copied() == copiedBefore;
    if (little || held || log.pages() >= sizes.most()) {
      finish.executeQuery().close();
    } else {
      begin(log);
    }
  }

  private Log log() throws SQLException {
    try (ResultSet row = length.executeQuery()) {
      row.next();
      return new Log(row.getLong(2), row.getLong(3));
    }
  }

  private @Nullable Void copy() throws SQLException, IOException {
    copy.executeQuery().close();
    file.force(false);
    return null;
  }

  private void await(Future<?> copy) throws InterruptedException {
    try {
      copy.get();
    } catch (ExecutionException e) {
      throw new JournalException(place, "its log cannot be copied: " + e.getMessage(), e);
    }
  }

  /**
   * Ends the thread, then closes the connections, the writer's last: SQLite copies what is left.
   * The file comes after both, since a process loses its locks on a file with the first descriptor
   * of it that it closes (POSIX).
   */
  void close() throws SQLException, IOException, InterruptedException {
    try (file;
        writing;
        copying) {
      thread.close();
      if (copied != null) {
        await(copied);
      }
    }
  }

  /**
   * @param pages how many pages of the log's file are in use
   * @param copied how many of these are in the database file
   */
  private record Log(long pages, long copied) {}
}
