package dev.croupier.node.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * One open ledger database with its schema up to date: a file that no other process can open while
 * this one has it, or memory.
 *
 * <p>The file is SQLite in WAL mode with {@code synchronous=FULL}: once a commit returns, its data
 * survives the end of the process and of the machine. The exclusive locking mode both keeps a
 * second process out and saves the shared index file. For one thread at a time.
 */
public final class Database implements AutoCloseable {
  private static final int PAGES_BETWEEN_CHECKPOINTS = 4000;

  /** Sessions and shares lie all over the file, and 2 MB, the default, are soon read again. */
  private static final int CACHE_KB = 32_768;

  private final Connection connection;
  private final Sql sql;

  private Database(Connection connection, String place) {
    this.connection = connection;
    this.sql = new Sql(connection);
    Migrations.apply(sql, place);
  }

  /**
   * Opens a ledger file, creating it and its folder if missing.
   *
   * @param file the database file
   * @return the database, locked for this process until closed
   * @throws LedgerInUseException if another node has the file open
   * @throws LedgerTooNewException if a newer Croupier wrote it
   * @throws StorageException if it cannot be opened or is no ledger
   */
  public static Database openFile(Path file) {
    createReadableByOwnerOnly(file);
    SQLiteConfig config = config();
    config.setBusyTimeout(0);
    Connection connection = null;
    try {
      connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA locking_mode=EXCLUSIVE");
        statement.execute("PRAGMA journal_mode=WAL");
        statement.execute("PRAGMA synchronous=FULL");
        statement.execute("PRAGMA wal_autocheckpoint=" + PAGES_BETWEEN_CHECKPOINTS);
        statement.execute("PRAGMA cache_size=-" + CACHE_KB);
        // What a savepoint may have to undo would be written to a file otherwise.
        statement.execute("PRAGMA temp_store=MEMORY");
        // The first write takes the lock; the exclusive mode keeps it until the database is closed.
        statement.execute("BEGIN EXCLUSIVE");
        statement.execute("COMMIT");
      }
      return new Database(connection, file.toString());
    } catch (SQLException e) {
      closeQuietly(connection, e);
      throw isTaken(e)
          ? new LedgerInUseException(file, e)
          : new StorageException("cannot open the ledger file " + file + ": " + e.getMessage(), e);
    } catch (StorageException e) {
      closeQuietly(connection, e);
      throw e;
    }
  }

  /**
   * @return an empty database that is gone when closed
   */
  public static Database inMemory() {
    try {
      return new Database(config().createConnection("jdbc:sqlite::memory:"), "in memory");
    } catch (SQLException e) {
      throw new StorageException("cannot open a ledger in memory: " + e.getMessage(), e);
    }
  }

  /**
   * @return runs statements on this database
   */
  public Sql sql() {
    return sql;
  }

  /** Closes the file and gives up its lock. */
  @Override
  public void close() {
    try {
      sql.close();
      connection.close();
    } catch (SQLException e) {
      throw new StorageException("cannot close the ledger: " + e.getMessage(), e);
    }
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    // Else every insert is followed by a query for its row id, which nobody here asks for.
    config.setGetGeneratedKeys(false);
    return config;
  }

  /** A ledger tells who owns what, and holds the node's own key: other users need not read it. */
  private static void createReadableByOwnerOnly(Path file) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      if (Files.notExists(file)) {
        Files.createFile(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
          Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
      }
    } catch (IOException e) {
      throw new StorageException("cannot create the ledger file " + file + ": " + e, e);
    }
  }

  private static boolean isTaken(SQLException e) {
    return e instanceof SQLiteException failure
        && (failure.getResultCode() == SQLiteErrorCode.SQLITE_BUSY
            || failure.getResultCode() == SQLiteErrorCode.SQLITE_LOCKED);
  }

  private static void closeQuietly(@Nullable Connection connection, Exception reason) {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        reason.addSuppressed(e);
      }
    }
  }
}
