package dev.croupier.worker.child;

import dev.croupier.app.OutsideTurnException;
import dev.croupier.host.engine.App;
import dev.croupier.host.engine.AppInstance;
import dev.croupier.host.engine.AppLoadException;
import dev.croupier.host.turn.AppFailure;
import dev.croupier.host.turn.Turn;
import dev.croupier.host.turn.TurnOutcome;
import dev.croupier.host.turn.json.UnreadableTurnException;
import dev.croupier.worker.pipe.FromWorker;
import dev.croupier.worker.pipe.SeatAnswer;
import dev.croupier.worker.pipe.SeatQuestion;
import dev.croupier.worker.pipe.ToWorker;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One app instance on its thread: takes turns, asks its seat, tells outcomes. */
final class Channel {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final long PATIENCE_MS = 1_000;

  private final ToWorker.Start start;
  private final App app;
  private final Speaker speaker;
  private final BlockingQueue<ToWorker> heard = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile @Nullable AppInstance instance;
  private volatile long cpuBefore;

  Channel(ToWorker.Start start, App app, Speaker speaker) {
    this.start = start;
    this.app = app;
    this.speaker = speaker;
    this.thread =
        Thread.ofPlatform().name("app-" + start.channel()).daemon(true).unstarted(this::work);
  }

  void begin() {
    thread.start();
  }

  /** Hands over what the host says to this instance; called by the thread that hears the host. */
  void tell(ToWorker message) {
    heard.add(message);
  }

  /** What the instance is doing, asked from outside in the middle of it. */
  FromWorker.Whereabouts whereabouts() {
    AppInstance running = instance;
    return new FromWorker.Whereabouts(
        start.channel(),
        running == null ? "" : running.whereabouts(),
        TimeUnit.NANOSECONDS.toMillis(
            Math.max(0, THREADS.getThreadCpuTime(thread.threadId()) - cpuBefore)));
  }

  private void work() {
    AppInstance started = open();
    if (started == null) {
      return;
    }
    try (started) {
      while (next() instanceof ToWorker.Run run) {
        speaker.say(new FromWorker.Outcome(start.channel(), run(started, run.turn())));
      }
    }
  }

  private @Nullable AppInstance open() {
    cpuBefore = THREADS.getCurrentThreadCpuTime();
    try {
      AppInstance started = app.start(new PipeSeat(start, this::ask));
      instance = started;
      speaker.say(new FromWorker.Started(start.channel()));
      return started;
    } catch (AppLoadException e) {
      speaker.say(new FromWorker.NotStarted(start.channel(), e.location(), e.reason()));
    } catch (RuntimeException | StackOverflowError e) {
      speaker.say(new FromWorker.NotStarted(start.channel(), "", Worker.text(e)));
    }
    return null;
  }

  private TurnOutcome run(AppInstance running, Turn turn) {
    cpuBefore = THREADS.getCurrentThreadCpuTime();
    try {
      return running.run(turn);
    } catch (RuntimeException | StackOverflowError e) {
      AppFailure failure = new AppFailure(e.toString(), running.whereabouts(), "");
      return new TurnOutcome(List.of(), Optional.empty(), Optional.of(failure), List.of());
    }
  }

  private SeatAnswer ask(SeatQuestion question) {
    if (!Thread.currentThread().equals(thread)) {
      throw new OutsideTurnException("the seat", "was asked by another thread");
    }
    speaker.say(new FromWorker.Ask(start.channel(), question));
    if (next() instanceof ToWorker.Answer answer) {
      return answer.answer();
    }
    throw new UnreadableTurnException("the host speaks of other things than the answer");
  }

  /** Author code may interrupt its own thread; the host has to be heard all the same. */
  private ToWorker next() {
    while (true) {
      try {
        return heard.take();
      } catch (InterruptedException e) {
        // The flag is cleared by now, and the next attempt waits.
      }
    }
  }

  /** Frees the instance, unless it is stuck; then the end of the process frees it. */
  void end() {
    heard.add(new ToWorker.End());
    try {
      thread.join(PATIENCE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
