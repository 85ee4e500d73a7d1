package dev.croupier.rpc.messages;

/** Keeps messages that were delivered. */
@FunctionalInterface
public interface MessageArchive {

  /** Keeps nothing. */
  MessageArchive NONE = (session, timestampMs, frame) -> {};

  /**
   * Called for each message of a session in the order of delivery, one at a time; must be quick.
   *
   * @param session the session
   * @param timestampMs the time in the frame, never below that of the message before
   * @param frame the frame that its receivers got
   */
  void keep(RelayedSession session, long timestampMs, String frame);
}
