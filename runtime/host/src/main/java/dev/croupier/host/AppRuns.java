package dev.croupier.host;

import dev.croupier.host.loop.TimerQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The versions of its app that a seat has: the current one, which gets every new input, and those
 * it has replaced, which linger only to take the answers to their own calls. Runs on the seat's
 * loop.
 */
final class AppRuns {

  private final SeatContext seat;
  private final TimerQueue<AppRun> closing = new TimerQueue<>();
  private final List<AppRun> lingering = new ArrayList<>();
  private @Nullable AppRun current;

  AppRuns(SeatContext seat) {
    this.seat = seat;
  }

  Optional<AppRun> current() {
    return Optional.ofNullable(current);
  }

  /**
   * @return the current version
   * @throws HostConfigException if none has been started
   */
  AppRun required() {
    AppRun run = current;
    if (run == null) {
      throw new HostConfigException("seat " + seat.config().name() + " runs no app yet");
    }
    return run;
  }

  /** Lets a version take over; the one before lingers. */
  void take(AppRun next) {
    AppRun before = current;
    current = next;
    if (before != null) {
      before.retire();
      before.instances().forEach(app -> seat.timers().cancelAll(app.timerOwner()));
      lingering.add(before);
      closing.set(
          before, "linger", seat.clock().millis() + seat.limits().reloadLinger().toMillis(), "");
      closeIfDone(before);
    }
  }

  /** Whether a version can still be called. */
  boolean alive(AppRun run) {
    return run == current || lingering.contains(run);
  }

  /** Finds the instance a timer of an instance's own belongs to. */
  Optional<RunningApp> instance(TimerOwner.Instance owner) {
    return current().filter(run -> run.id().equals(owner.run())).map(run -> run.in(owner.lane()));
  }

  /** Closes a version that has been replaced and waits for nothing any more. */
  void closeIfDone(AppRun run) {
    boolean busy = run.instances().stream().anyMatch(app -> app.lane().isRunning(app));
    if (run.retired() && run.unanswered() == 0 && !busy) {
      close(run);
    }
  }

  /**
   * Closes versions whose time is up.
   *
   * @param nowMs the time
   * @return how many
   */
  int expire(long nowMs) {
    List<TimerQueue.Entry<AppRun>> due = closing.due(nowMs);
    for (TimerQueue.Entry<AppRun> entry : due) {
      AppRun run = entry.owner();
      seat.report()
          .tell(
              (at, name) ->
                  new HostEvent.VersionClosed(
                      at, name, run.version().app().version(), run.unanswered()));
      close(run);
    }
    return due.size();
  }

  OptionalLong nextDueMs() {
    return closing.nextDueMs();
  }

  private void close(AppRun run) {
    closing.cancelAll(run);
    if (lingering.remove(run)) {
      CompletableFuture<Void> _ = run.close();
    }
  }

  /**
   * Closes every version.
   *
   * @return completes when the last instance is freed
   */
  CompletableFuture<Void> closeAll() {
    List<AppRun> all = new ArrayList<>(lingering);
    current().ifPresent(all::add);
    lingering.clear();
    current = null;
    return CompletableFuture.allOf(
        all.stream().map(AppRun::close).toArray(CompletableFuture<?>[]::new));
  }
}
