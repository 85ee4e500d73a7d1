package dev.croupier.node.rpc;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that sends what committed requests have to tell, in the order of the commits, so
 * that a wallet's last {@code bu} is its last balance. Signing frames is the work here; it is kept
 * off the ledger writer's thread.
 */
final class Publisher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

  private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean closing;

  Publisher() {
    this.thread = Thread.ofPlatform().name("croupier-node-publisher").daemon().start(this::loop);
  }

  /** Queues frames to send; bounded, as every connection waits for its answer. */
  void publish(Runnable sending) {
    queue.add(sending);
  }

  /** Sends what is queued and stops. */
  @Override
  public void close() {
    queue.add(() -> closing = true);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void loop() {
    while (!closing) {
      try {
        queue.take().run();
      } catch (InterruptedException e) {
        LOG.warn("the publisher was interrupted and goes on: it ends with close()");
      } catch (RuntimeException e) {
        LOG.error("sending failed", e);
      }
    }
  }
}
