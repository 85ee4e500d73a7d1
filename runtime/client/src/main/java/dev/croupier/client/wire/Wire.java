package dev.croupier.client.wire;

import dev.croupier.client.NodeException;
import java.net.URI;

/**
 * One physical connection, used once: it opens, carries texts in order, and ends. Who needs another
 * one dials again.
 */
public interface Wire {

  /**
   * Queues a text; returns at once. Texts leave in the order of the calls. Safe for use by many
   * threads.
   *
   * @param text one frame
   * @throws NodeException.NotConnected if the wire is not open
   * @throws NodeException.QueueFull if too many texts, or too many bytes, wait already
   * @throws NodeException.FrameTooLarge if the text alone is over the limit
   */
  void send(String text);

  /**
   * Ends the wire politely: what is queued at the lower layer still leaves, then the closing
   * handshake is made. After {@link WireLimits#closeTimeout} the wire is cut. Returns at once.
   */
  void close();

  /**
   * Ends the wire now, whatever is under way. Returns at once.
   *
   * @param reason why, told to {@link Listener#closed}
   */
  void cut(String reason);

  /**
   * What a wire reports. Calls may come from different threads, but {@link #opened} comes first,
   * {@link #closed} comes exactly once, and texts come one at a time in the order they were sent. A
   * text may still arrive while {@link #closed} is being called.
   */
  interface Listener {

    /** Texts can be sent. */
    void opened();

    /**
     * @param text one frame as it came
     */
    void received(String text);

    /**
     * The wire ended, or never opened.
     *
     * @param reason why, for people
     */
    void closed(String reason);
  }

  /** Makes wires. */
  @FunctionalInterface
  interface Dialer {

    /**
     * Starts to open a wire and returns at once; the outcome is reported to the listener.
     *
     * @param node where to
     * @param limits sizes and times to hold
     * @param listener hears everything about this wire
     * @return the wire, not open yet
     */
    Wire dial(URI node, WireLimits limits, Listener listener);
  }
}
