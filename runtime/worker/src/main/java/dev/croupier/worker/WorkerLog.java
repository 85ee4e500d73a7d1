package dev.croupier.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes what a worker writes to its standard error on to the host's log, with the seat's name
 * before each line. Long lines are cut and floods are thinned out, so that no app fills a disk.
 */
final class WorkerLog implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger("dev.croupier.worker.log");
  private static final int LINE_CHARS = 2_000;
  private static final int LINES_PER_PERIOD = 100;
  private static final long PERIOD_NANOS = 10_000_000_000L;

  private final String label;
  private final InputStream in;
  private volatile String last = "";
  private long periodStart = System.nanoTime();
  private int lines;
  private long dropped;

  WorkerLog(String label, InputStream in) {
    this.label = label;
    this.in = in;
  }

  /**
   * @return the last line, {@code ""} if there was none
   */
  String last() {
    return last;
  }

  @Override
  public void run() {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      StringBuilder line = new StringBuilder();
      for (int c = reader.read(); c >= 0; c = reader.read()) {
        if (c == '\n') {
          pass(line.toString());
          line.setLength(0);
        } else if (line.length() < LINE_CHARS && c != '\r') {
          line.append((char) c);
        }
      }
      if (!line.isEmpty()) {
        pass(line.toString());
      }
    } catch (IOException e) {
      LOG.debug("worker of seat {}: its log ends: {}", label, e.getMessage());
    }
  }

  private void pass(String line) {
    last = line;
    long now = System.nanoTime();
    if (now - periodStart > PERIOD_NANOS) {
      if (dropped > 0) {
        LOG.info("worker of seat {}: {} further lines were dropped", label, dropped);
      }
      periodStart = now;
      lines = 0;
      dropped = 0;
    }
    if (lines++ < LINES_PER_PERIOD) {
      LOG.info("worker of seat {}: {}", label, line);
    } else {
      dropped++;
    }
  }
}
