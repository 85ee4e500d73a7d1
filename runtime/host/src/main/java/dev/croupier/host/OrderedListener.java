package dev.croupier.host;

import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes events of all seats on one at a time; a listener that throws harms nobody. */
final class OrderedListener implements HostListener {

  private static final Logger LOG = LoggerFactory.getLogger(OrderedListener.class);

  private final HostListener listener;
  private final ReentrantLock lock = new ReentrantLock(true);

  OrderedListener(HostListener listener) {
    this.listener = listener;
  }

  @Override
  public void on(HostEvent event) {
    lock.lock();
    try {
      listener.on(event);
    } catch (RuntimeException e) {
      LOG.error("listener failed on {}", event.getClass().getSimpleName(), e);
    } finally {
      lock.unlock();
    }
  }
}
