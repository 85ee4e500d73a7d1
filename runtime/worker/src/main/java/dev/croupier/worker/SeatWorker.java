package dev.croupier.worker;

import dev.croupier.host.engine.AppLoadException;
import dev.croupier.host.engine.InstanceLostException;
import dev.croupier.host.engine.InstanceNews;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker of one seat and one version of its app, supervised: when its process ends, the next
 * one is started, until that happens too often. Safe for use by many threads.
 */
final class SeatWorker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SeatWorker.class);
  private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);

  /**
   * A process with the app loaded.
   *
   * @param number counts the processes of this worker from 0
   * @param process the process
   */
  record Life(int number, WorkerProcess process) {}

  private final String seat;
  private final AppCode code;
  private final WorkerSettings settings;
  private final ScheduledExecutorService clock;
  private final RandomGenerator random;
  private final Consumer<InstanceNews> news;
  private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock(true);
  private final Deque<Long> restarts = new ArrayDeque<>();
  private CompletableFuture<Life> life = new CompletableFuture<>();
  private int lives;
  private int lastChannel;
  private int open;
  private boolean closed;

  /**
   * @param seat the seat's name
   * @param code what it runs
   * @param settings its limits
   * @param clock where restarts wait
   * @param random the share of chance in pauses
   * @param news hears of ends and restarts, on any thread
   */
  SeatWorker(
      String seat,
      AppCode code,
      WorkerSettings settings,
      ScheduledExecutorService clock,
      RandomGenerator random,
      Consumer<InstanceNews> news) {
    this.seat = seat;
    this.code = code;
    this.settings = settings;
    this.clock = clock;
    this.random = random;
    this.news = news;
  }

  /**
   * Starts the first process.
   *
   * @throws AppLoadException if the app cannot be loaded in it
   */
  void begin() {
    adopt(launch());
  }

  /** Takes over a process that has the app loaded already. */
  void begin(WorkerProcess ready) {
    adopt(ready);
  }

  private WorkerProcess launch() {
    WorkerProcess process;
    try {
      process = WorkerProcess.start(seat, code.kind(), code.folder(), settings, clock);
    } catch (WorkerEndedException e) {
      throw new AppLoadException(
          code.reference(), "", "its worker does not start: " + e.getMessage(), e);
    }
    boolean ready = false;
    try {
      code.loadIn(process);
      ready = true;
      return process;
    } finally {
      if (!ready) {
        process.close();
      }
    }
  }

  private void adopt(WorkerProcess process) {
    synchronized (this) {
      if (!closed) {
        life.complete(new Life(lives++, process));
        CompletableFuture<Void> _ = process.ended().thenAccept(this::over);
        return;
      }
    }
    process.close();
  }

  private void over(Ending ending) {
    synchronized (this) {
      if (closed) {
        return;
      }
      life = new CompletableFuture<>();
    }
    LOG.warn("worker of seat {}: {}", seat, ending.reason());
    news.accept(new InstanceNews.Ended(ending.reason(), ending.location()));
    restartAfter(ending.reason());
  }

  private void restartAfter(String reason) {
    Duration pause;
    synchronized (this) {
      long now = System.nanoTime();
      while (!restarts.isEmpty() && now - restarts.getFirst() > WINDOW_NANOS) {
        restarts.removeFirst();
      }
      if (closed) {
        return;
      }
      if (restarts.size() >= settings.restarts().perMinute()) {
        String lost =
            "its worker ended "
                + (restarts.size() + 1)
                + " times within a minute, the last time because "
                + reason;
        life.completeExceptionally(new InstanceLostException(lost));
        news.accept(new InstanceNews.Lost(lost));
        return;
      }
      pause = settings.restarts().pauseAfter(restarts.size(), random);
      restarts.addLast(now);
    }
    Future<?> _ =
        clock.schedule(
            () ->
                Thread.ofPlatform().daemon(true).name("worker-start-" + seat).start(this::restart),
            pause.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private void restart() {
    long startNanos = System.nanoTime();
    WorkerProcess process;
    try {
      process = launch();
    } catch (RuntimeException e) {
      // Whatever it was, turns wait for a worker, or for the word that there will be none.
      LOG.warn("worker of seat {} did not start again", seat, e);
      restartAfter(String.valueOf(e.getMessage()));
      return;
    }
    adopt(process);
    news.accept(
        new InstanceNews.Restarted(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos)));
  }

  /** Names a new instance. */
  synchronized int channel() {
    open++;
    return ++lastChannel;
  }

  /**
   * Waits for a process that is ready.
   *
   * @throws InstanceLostException if there will be none any more
   */
  Life life() {
    CompletableFuture<Life> current;
    synchronized (this) {
      current = life;
    }
    try {
      return current.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof InstanceLostException lost) {
        throw lost;
      }
      throw e;
    }
  }

  /** Turns share it; one that has to find out whether it is to blame for an end has it alone. */
  ReentrantReadWriteLock gate() {
    return gate;
  }

  WorkerSettings settings() {
    return settings;
  }

  /**
   * Frees an instance; with the last one the worker ends.
   *
   * @param channel the instance
   */
  void shut(int channel) {
    Optional<Life> running;
    boolean closing;
    synchronized (this) {
      open--;
      closing = open == 0;
      running =
          life.isDone() && !life.isCompletedExceptionally()
              ? Optional.of(life.join())
              : Optional.empty();
    }
    if (closing) {
      close();
    } else {
      running.ifPresent(alive -> alive.process().shut(channel));
    }
  }

  /**
   * @return whether it takes no further instances
   */
  synchronized boolean closed() {
    return closed;
  }

  @Override
  public void close() {
    CompletableFuture<Life> current;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      current = life;
      current.completeExceptionally(new InstanceLostException("its worker was closed"));
    }
    if (!current.isCompletedExceptionally()) {
      current.join().process().close();
    }
  }
}
