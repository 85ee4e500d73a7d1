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
}
