package dev.croupier.script;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.graalvm.polyglot.Context;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops scripts that run too long or allocate too much. One thread looks at all running turns every
 * few milliseconds; it sleeps while there are none.
 *
 * <p>Too long means an interrupt, after which the context can be used again. Too much memory means
 * closing the context, since only that frees what the script holds. Both happen on a thread of
 * their own because both wait for the script to react; a few built-in functions never do, and then
 * only the end of the process ends them.
 */
final class Watchdog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
  private static final long POLL_NANOS = 5_000_000;
  private static final int IDLE_POLLS = 200;
  private static final long NOT_LOOKED = -1;

  /** How many times its wall time a turn may take on a machine too busy to run it. */
  private static final int STARVED_FACTOR = 5;

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
  private final boolean armed;
  private final Thread thread;
  private volatile boolean asleep;
  private volatile boolean closed;

  /**
   * @param armed whether it stops anything; not while somebody debugs
   */
  Watchdog(boolean armed) {
    this.armed = armed;
    thread = Thread.ofPlatform().daemon().name("script-watchdog").unstarted(this::poll);
    thread.start();
  }

  /** Why a script was stopped. */
  enum Stop {
    /** It was not. */
    NONE,
    /** It ran too long. */
    TIME,
    /** It allocated too much. */
    ALLOCATION
  }

  /**
   * Watches what the calling thread does in a context from now on.
   *
   * @param context where the script runs
   * @param time wall time it may take
   * @param allocationBytes what the calling thread may allocate
   * @return to be ended by the same thread
   */
  Watch watch(Context context, Duration time, long allocationBytes) {
    Watch watch =
        new Watch(context, Thread.currentThread().threadId(), time.toNanos(), allocationBytes);
    if (armed) {
      watches.add(watch);
    }
    if (asleep) {
      LockSupport.unpark(thread);
    }
    return watch;
  }

  private void poll() {
    int idle = 0;
    while (!closed) {
      if (watches.isEmpty()) {
        idle++;
      } else {
        idle = 0;
        watches.forEach(Watch::check);
      }
      if (idle < IDLE_POLLS) {
        LockSupport.parkNanos(this, POLL_NANOS);
      } else {
        asleep = true;
        if (watches.isEmpty() && !closed) {
          LockSupport.park(this);
        }
        asleep = false;
        idle = 0;
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  /** One stretch of script code under watch. */
  final class Watch {
    private final Context context;
    private final long threadId;
    private final long startNanos = System.nanoTime();
    private final long timeNanos;
    private final long allocationBytes;
    private final long allocatedBefore;
    private long cpuAtFirstLook = NOT_LOOKED;
    private boolean ended;
    private Stop stop = Stop.NONE;
    private @Nullable Thread stopper;

    private Watch(Context context, long threadId, long timeNanos, long allocationBytes) {
      this.context = context;
      this.threadId = threadId;
      this.timeNanos = timeNanos;
      this.allocationBytes = allocationBytes;
      this.allocatedBefore = THREADS.getThreadAllocatedBytes(threadId);
    }

    private synchronized void check() {
      if (ended || stop != Stop.NONE) {
        return;
      }
      // Asking the system costs more than most turns; those are over before anybody looks.
      if (cpuAtFirstLook == NOT_LOOKED) {
        cpuAtFirstLook = THREADS.getThreadCpuTime(threadId);
      }
      if (THREADS.getThreadAllocatedBytes(threadId) - allocatedBefore > allocationBytes) {
        stop(Stop.ALLOCATION, () -> context.close(true));
      } else if (isOverdue(System.nanoTime() - startNanos)) {
        stop(Stop.TIME, this::interrupt);
      }
    }

    /** A turn that was given less than half the time it took did not loop; the machine is busy. */
    private boolean isOverdue(long tookNanos) {
      return tookNanos > timeNanos
          && (tookNanos > STARVED_FACTOR * timeNanos
              || THREADS.getThreadCpuTime(threadId) - cpuAtFirstLook > timeNanos / 2);
    }

    private void stop(Stop reason, Runnable how) {
      stop = reason;
      stopper = Thread.ofPlatform().daemon().name("script-stopper").start(how);
    }

    private void interrupt() {
      try {
        context.interrupt(PATIENCE);
      } catch (TimeoutException e) {
        LOG.error(
            "a script has not reacted to being stopped for {} s; only ending the process ends it",
            PATIENCE.toSeconds());
      }
    }

    /**
     * Ends the watch. Afterwards nothing interrupts the context any more.
     *
     * @return why the script was stopped, if it was
     */
    Stop end() {
      Thread waitFor;
      synchronized (this) {
        ended = true;
        waitFor = stopper;
      }
      watches.remove(this);
      if (waitFor != null) {
        join(waitFor);
      }
      return stop;
    }

    private static void join(Thread stopper) {
      boolean interrupted = false;
      while (true) {
        try {
          stopper.join();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
