package dev.croupier.host;

import dev.croupier.host.loop.LoopDriver;
import dev.croupier.host.loop.Strand;
import org.jspecify.annotations.Nullable;

/**
 * One of a seat's lanes: runs one turn at a time, on the seat's loop or on a thread of its own. It
 * outlives versions of the app, so that the turns of an old and a new version never overlap in a
 * session.
 */
final class Lane {

  private final int index;
  private final String name;
  private final LoopDriver driver;
  private @Nullable RunningApp running;
  private @Nullable Strand strand;

  Lane(int index, String seat, LoopDriver driver) {
    this.index = index;
    this.name = "seat-" + seat + "-lane-" + index;
    this.driver = driver;
  }

  int index() {
    return index;
  }

  /** Whether a turn is under way; known on the seat's loop. */
  boolean busy() {
    return running != null;
  }

  /** Whether a turn of this instance is under way. */
  boolean isRunning(RunningApp app) {
    return running == app;
  }

  void began(RunningApp app) {
    running = app;
  }

  void ended() {
    running = null;
  }

  /**
   * @param ownThread whether turns should leave the loop; once they do, they all do
   * @return where this lane's turns run
   */
  synchronized Strand strand(boolean ownThread) {
    if (strand == null) {
      if (!ownThread) {
        return Strand.INLINE;
      }
      strand = driver.strand(name);
    }
    return strand;
  }

  synchronized void close() {
    if (strand != null) {
      strand.close();
    }
  }
}
