package dev.croupier.host.loop;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A strand on a platform thread of its own. */
final class ThreadStrand implements Strand {

  private final ExecutorService thread;

  ThreadStrand(String name) {
    thread =
        Executors.newSingleThreadExecutor(
            task -> Thread.ofPlatform().name(name).daemon(true).unstarted(task));
  }

  @Override
  public boolean inline() {
    return false;
  }

  @Override
  public void execute(Runnable task) {
    thread.execute(task);
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
