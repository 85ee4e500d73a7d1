package dev.croupier.transport;

import java.util.concurrent.CompletionStage;

/**
 * What the core does with connections; calls for one peer come in order, one at a time: {@link
 * #opened} first, then {@link #received} for each frame, the next one only when the stage of the
 * one before has completed, and {@link #closed} last.
 *
 * <p>Calls for different peers run at the same time on several threads. They are made on threads
 * that carry many connections, so an implementation hands long work to threads of its own and
 * returns.
 */
public interface PeerListener {

  /**
   * A client has completed the WebSocket handshake; what is sent here are its first frames.
   *
   * @param peer the new connection
   */
  void opened(Peer peer);

  /**
   * A frame has arrived: the UTF-8 bytes of a text or binary frame, as sent and not checked to be
   * UTF-8. Empty frames are not reported (clearnode-0.x 1).
   *
   * @param peer the connection it came on
   * @param frame the bytes, owned by the receiver of this call
   * @return completes when the frame was handled and its answer queued; a stage that fails, like an
   *     exception thrown here, is logged and closes the connection
   */
  CompletionStage<Void> received(Peer peer, byte[] frame);

  /**
   * The connection is gone, by whatever cause, and nothing more comes from it. Called once for each
   * peer that was opened, after the stage of its last frame has completed.
   *
   * @param peer the connection
   */
  void closed(Peer peer);
}
