package dev.croupier.host.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Holds the right to write a journal: a lock on a file beside it, which the operating system takes
 * back when the process ends, however that happens. Two hosts that wrote one journal would play the
 * same seats twice.
 */
final class WriterLock implements AutoCloseable {

  private final FileChannel channel;

  private WriterLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @param journal the journal's file; its folder exists
   * @return the lock
   * @throws JournalException if somebody else holds it
   */
  static WriterLock take(Path journal) throws IOException {
    Path file = journal.resolveSibling(journal.getFileName() + ".lock");
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      @Nullable FileLock lock = channel.tryLock();
      if (lock != null) {
        return new WriterLock(channel);
      }
    } catch (OverlappingFileLockException e) {
      // Held by this process; said below.
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw new JournalException(
        journal.toString(), "is being written by another host; only one at a time may");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
