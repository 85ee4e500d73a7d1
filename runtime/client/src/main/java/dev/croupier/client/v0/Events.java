package dev.croupier.client.v0;

import dev.croupier.client.NodeListener;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the host's listener one call at a time, whichever thread brings the news. A listener that
 * throws is logged and does not disturb the connection.
 */
final class Events {
  private static final Logger LOG = LoggerFactory.getLogger(Events.class);

  private final ReentrantLock turn = new ReentrantLock();
  private final NodeListener listener;

  Events(NodeListener listener) {
    this.listener = listener;
  }

  void tell(Consumer<NodeListener> event) {
    turn.lock();
    try {
      event.accept(listener);
    } catch (RuntimeException e) {
      LOG.error("a listener of node events failed", e);
    } finally {
      turn.unlock();
    }
  }
}
