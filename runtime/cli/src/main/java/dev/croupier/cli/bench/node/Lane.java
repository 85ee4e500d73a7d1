package dev.croupier.cli.bench.node;

/**
 * One client of a load: it does its operations one after another, each when the one before has
 * ended.
 */
interface Lane {

  /**
   * Makes operations ready outside the measured time: builds and signs what can be.
   *
   * @param operations how many to have ready; those left from earlier are dropped
   * @param timestampMs the time to write into their requests
   */
  void prepare(int operations, long timestampMs);

  /**
   * Starts the next operation. Called again only after this one has ended.
   *
   * @param probe learns what becomes of it
   * @return false if nothing is ready any more
   */
  boolean start(Probe probe);
}
