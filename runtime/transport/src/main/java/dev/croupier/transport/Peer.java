package dev.croupier.transport;

/**
 * One WebSocket connection as the core sees it.
 *
 * <p>All methods may be called from any thread and never block. Calls after the connection is gone
 * have no effect: {@link PeerListener#closed} tells, once, that it is.
 */
public interface Peer {

  /**
   * Number of the connection, unique while the server lives and never used again.
   *
   * @return 1 or more
   */
  long id();

  /**
   * Queues a text frame; never blocks; a full queue closes the connection with a reason.
   *
   * <p>Frames of one connection are sent in the order of the calls. When calls come from several
   * threads, the order is the one in which they got here.
   *
   * @param text the whole text of the frame
   */
  void send(String text);

  /**
   * Closes the connection after the frames queued so far, with a close frame that carries the
   * reason.
   *
   * @param reason text for the other side, without secrets; cut to the 123 bytes a close frame
   *     holds
   */
  void close(String reason);
}
