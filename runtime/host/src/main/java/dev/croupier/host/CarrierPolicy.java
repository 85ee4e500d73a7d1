package dev.croupier.host;

/** What carries a seat's messages where neither its node nor a relay service does. */
public enum CarrierPolicy {
  /** Nothing. */
  NONE,
  /**
   * The states of sessions that hold no money, as far as the seat's own weight reaches the quorum;
   * all participants' hosts have to want it.
   */
  STATES
}
