package dev.croupier.cli.bench.developer;

import java.io.IOException;
import java.time.Duration;

/** Does pieces of the work of {@code work.js} somewhere. */
interface Worker extends AutoCloseable {
  /** Works without being measured, until it gets no faster. */
  void warmUp() throws IOException, InterruptedException;

  /**
   * Works for a time.
   *
   * @return pieces per second of processor time
   */
  double rate(Duration time) throws IOException, InterruptedException;

  @Override
  void close() throws IOException;
}
