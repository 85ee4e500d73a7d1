package dev.croupier.worker;

import dev.croupier.worker.pipe.FromWorker;
import dev.croupier.worker.pipe.ToWorker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * How long a worker may take over one thing. An instance is asked where it is, once early, so that
 * the place is known should the worker end by itself, and once when it is overdue: after twice the
 * app's own time and some grace. If it has been computing all the time it is ended then. If it was
 * not given the processor, or does not answer, it has until five times its time.
 */
final class Deadline implements AutoCloseable {

  private static final int FIRST_ASKED_AT_PART = 8;
  private static final int ASK_AT = 2;
  private static final int END_AT = 5;

  private final WorkerProcess worker;
  private final ScheduledExecutorService clock;
  private final int channel;
  private final String what;
  private final long startNanos = System.nanoTime();
  private final List<Future<?>> steps = new ArrayList<>();
  private Runnable whenDone = () -> {};
  private Duration time = Duration.ZERO;
  private boolean done;
  private boolean late;
  private String location = "";

  /**
   * @param worker who is watched
   * @param clock where the steps wait
   * @param channel which instance does it
   * @param what it is, for people: "it did not … in time"
   */
  Deadline(WorkerProcess worker, ScheduledExecutorService clock, int channel, String what) {
    this.worker = worker;
    this.clock = clock;
    this.channel = channel;
    this.what = what;
  }

  /** Ends the worker if it takes longer than that. */
  synchronized void within(Duration limit, Runnable whenDone) {
    this.whenDone = whenDone;
    after(limit, this::end);
  }

  /** Watches over something for which the worker itself has a time limit. */
  synchronized void beyond(Duration own, Duration grace, Runnable whenDone) {
    this.time = own;
    if (channel != FromWorker.NO_INSTANCE) {
      after(own.dividedBy(FIRST_ASKED_AT_PART), () -> ask(false));
      after(own.multipliedBy(ASK_AT).plus(grace), () -> ask(true));
    }
    within(own.multipliedBy(END_AT).plus(grace.multipliedBy(2)), whenDone);
  }

  /** A step may wait for a full pipe, which must not hold up the clock. */
  private void after(Duration delay, Runnable step) {
    steps.add(
        clock.schedule(
            () -> Thread.ofVirtual().start(step), delay.toMillis(), TimeUnit.MILLISECONDS));
  }

  private void ask(boolean overdue) {
    synchronized (this) {
      late = overdue;
    }
    try {
      worker.say(new ToWorker.Where(channel));
    } catch (WorkerEndedException e) {
      // Whoever waits for the outcome hears of it.
      close();
    }
  }

  /** The worker says where it is. */
  void located(FromWorker.Whereabouts where) {
    boolean computing;
    synchronized (this) {
      location = where.location();
      computing = late && where.cpuMs() >= time.toMillis();
    }
    if (computing) {
      end();
    }
  }

  /**
   * @return the place the worker was at when it was asked last, {@code ""} if it was not
   */
  synchronized String location() {
    return location;
  }

  private void end() {
    Ending why;
    synchronized (this) {
      if (done) {
        return;
      }
      long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
      why =
          Ending.because(
              channel,
              "it did not " + what + " in time and was ended after " + tookMs + " ms",
              location);
    }
    worker.end(why);
  }

  @Override
  public void close() {
    synchronized (this) {
      done = true;
      steps.forEach(step -> step.cancel(false));
    }
    whenDone.run();
  }
}
