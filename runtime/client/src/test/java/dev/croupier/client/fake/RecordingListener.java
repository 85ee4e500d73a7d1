package dev.croupier.client.fake;

import dev.croupier.client.NodeException;
import dev.croupier.client.NodeInfo;
import dev.croupier.client.NodeListener;
import dev.croupier.client.RelayedMessage;
import dev.croupier.client.SessionSnapshot;
import dev.croupier.protocol.AssetAmount;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps every event in order, and notices calls that overlap. */
public final class RecordingListener implements NodeListener {

  /** The event {@code connected}. */
  public record Connected(NodeInfo info) {}

  /** The event {@code disconnected}. */
  public record Disconnected(String reason) {}

  /** The event {@code reconnectFailed}. */
  public record ReconnectFailed(NodeException problem, Duration pause) {}

  /** The event {@code balances}. */
  public record Balances(List<AssetAmount> balances) {}

  /** The event {@code unusable}. */
  public record Unusable(NodeException problem) {}

  private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
  private final AtomicInteger callers = new AtomicInteger();
  private volatile boolean overlapped;

  private void keep(Object event) {
    if (callers.incrementAndGet() != 1) {
      overlapped = true;
    }
    events.add(event);
    callers.decrementAndGet();
  }

  /** The next event of this type; others before it are dropped. */
  public <T> T await(Class<T> type) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (true) {
      // One deadline for all: events of other types may keep coming.
      Object next = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        throw new AssertionError("no " + type.getSimpleName() + " within 10 s");
      }
      if (type.isInstance(next)) {
        return type.cast(next);
      }
    }
  }

  /** The next event, whatever it is. */
  public Object next() throws InterruptedException {
    return await(Object.class);
  }

  /** The events not yet taken; takes them. */
  public List<Object> taken() {
    List<Object> all = new java.util.ArrayList<>();
    events.drainTo(all);
    return all;
  }

  /** True if two calls were ever under way at once. */
  public boolean overlapped() {
    return overlapped;
  }

  @Override
  public void connected(NodeInfo info) {
    keep(new Connected(info));
  }

  @Override
  public void disconnected(String reason) {
    keep(new Disconnected(reason));
  }

  @Override
  public void reconnectFailed(NodeException problem, Duration pause) {
    keep(new ReconnectFailed(problem, pause));
  }

  @Override
  public void message(RelayedMessage message) {
    keep(message);
  }

  @Override
  public void stateUpdated(SessionSnapshot session) {
    keep(session);
  }

  @Override
  public void balances(List<AssetAmount> balances) {
    keep(new Balances(balances));
  }

  @Override
  public void unusable(NodeException problem) {
    keep(new Unusable(problem));
  }
}
