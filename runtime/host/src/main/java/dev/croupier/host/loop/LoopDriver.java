package dev.croupier.host.loop;

/** What makes loops run: threads in a host, the test itself in a test. */
@FunctionalInterface
public interface LoopDriver {

  /**
   * Starts to drive a loop until it is finished.
   *
   * @param loop the loop
   */
  void drive(Loop loop);

  /**
   * Gives a place to work beside the loops.
   *
   * @param name a name for the thread
   * @return by default {@link Strand#INLINE}, so that a driver that steps by hand has no threads at
   *     all
   */
  default Strand strand(String name) {
    return Strand.INLINE;
  }
}
