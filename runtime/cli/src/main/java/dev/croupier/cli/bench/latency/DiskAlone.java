package dev.croupier.cli.bench.latency;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * How long the disk takes to keep something for good, with nothing else in the way: what a journal
 * that is durable cannot be faster than. A small piece of a file is written over and synced, again
 * and again, with pauses as between turns.
 */
final class DiskAlone implements AutoCloseable {
  /** About what a commit of one turn writes to SQLite's log. */
  static final int BYTES = 8_192;

  private static final int FILE_BYTES = 4 * 1_024 * 1_024;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final FileChannel file;
  private int position;

  /**
   * @param folder where the file goes
   */
  DiskAlone(Path folder) throws IOException {
    file =
        FileChannel.open(
            folder.resolve("disk"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    file.write(ByteBuffer.allocate(FILE_BYTES));
    file.force(true);
  }

  /** Nanoseconds that it took, each time. */
  Histogram run(Duration time) throws IOException {
    Histogram times = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
    long end = System.nanoTime() + time.toNanos();
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    while (System.nanoTime() - end < 0) {
      long before = System.nanoTime();
      file.write(bytes.rewind(), position);
      file.force(false);
      times.recordValue(System.nanoTime() - before);
      position = (position + BYTES) % FILE_BYTES;
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return times;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
