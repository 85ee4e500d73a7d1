package dev.croupier.host.loop;

import java.util.concurrent.Executor;

/** Runs tasks one after the other, in the order they were given, off the loop or on it. */
public interface Strand extends Executor, AutoCloseable {

  /** Runs each task at once, on the thread that gives it. */
  Strand INLINE = new InlineStrand();

  /**
   * @return whether tasks run at once on the thread that gives them
   */
  boolean inline();

  /** Takes no more tasks; those that were given still run. Does not wait. */
  @Override
  void close();
}
