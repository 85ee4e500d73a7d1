package dev.croupier.host.loop;

import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/** Drives each loop, and each strand, on a platform thread of its own. */
public final class LoopThreads implements LoopDriver {

  private static final long NANOS_PER_MS = 1_000_000;

  private final InstantSource clock;

  /**
   * @param clock tells when a loop's next due time has come
   */
  public LoopThreads(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void drive(Loop loop) {
    Thread thread = Thread.ofPlatform().name(loop.name()).daemon(true).unstarted(() -> run(loop));
    loop.onWork(() -> LockSupport.unpark(thread));
    thread.start();
  }

  @Override
  public Strand strand(String name) {
    return new ThreadStrand(name);
  }

  private void run(Loop loop) {
    while (!loop.finished()) {
      try {
        if (loop.step() == 0 && !loop.finished()) {
          park(loop);
        }
      } catch (RuntimeException | Error e) {
        loop.crashed(e);
      }
    }
  }

  private void park(Loop loop) {
    OptionalLong due = loop.nextDueMs();
    if (due.isEmpty()) {
      LockSupport.park(loop);
    } else {
      long waitMs = due.getAsLong() - clock.millis();
      if (waitMs > 0) {
        LockSupport.parkNanos(loop, Math.min(waitMs, Long.MAX_VALUE / NANOS_PER_MS) * NANOS_PER_MS);
      }
    }
  }
}
