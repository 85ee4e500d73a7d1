package dev.croupier.testkit;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The timers of one connection, which wait by the table's clock. */
final class VirtualTimers extends AbstractExecutorService implements ScheduledExecutorService {

  private final Agenda agenda;
  private final VirtualClock clock;
  private volatile boolean shutdown;

  VirtualTimers(Agenda agenda, VirtualClock clock) {
    this.agenda = agenda;
    this.clock = clock;
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    if (shutdown) {
      throw new RejectedExecutionException("these timers were shut down");
    }
    return new Alarm(command, clock.millis() + unit.toMillis(delay));
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
    throw notNeeded();
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long initialDelay, long period, TimeUnit unit) {
    throw notNeeded();
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    throw notNeeded();
  }

  private static UnsupportedOperationException notNeeded() {
    return new UnsupportedOperationException("connections set single timers only");
  }

  @Override
  public void execute(Runnable command) {
    var _ = schedule(command, 0, TimeUnit.MILLISECONDS);
  }

  @Override
  public void shutdown() {
    shutdown = true;
  }

  @Override
  public List<Runnable> shutdownNow() {
    shutdown = true;
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return shutdown;
  }

  @Override
  public boolean isTerminated() {
    return shutdown;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return shutdown;
  }

  private final class Alarm extends FutureTask<@Nullable Void>
      implements ScheduledFuture<@Nullable Void> {
    private final Agenda.Entry entry;

    Alarm(Runnable command, long dueMs) {
      super(command, null);
      this.entry = agenda.at(dueMs, Agenda.Kind.TIMER, this::ring);
    }

    private void ring() {
      if (!shutdown) {
        run();
      }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      agenda.cancel(entry);
      return super.cancel(false);
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(entry.dueMs() - clock.millis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.MILLISECONDS), other.getDelay(TimeUnit.MILLISECONDS));
    }
  }
}
