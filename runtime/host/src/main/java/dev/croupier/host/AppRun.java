package dev.croupier.host;

import dev.croupier.host.engine.AppInstance;
import dev.croupier.host.turn.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One version of an app in one seat: an instance per lane, and how many of their calls wait for
 * answers. Made on any thread, then used on the seat's loop.
 */
final class AppRun {

  private final String id;
  private final AppVersion version;
  private final List<RunningApp> instances = new ArrayList<>();
  private int unanswered;
  private boolean retired;

  private AppRun(String id, AppVersion version) {
    this.id = id;
    this.version = version;
  }

  /**
   * Starts an instance in every lane.
   *
   * @param version the code; held until {@link #close}
   * @param seat the seat
   * @param lanes the seat's lanes
   * @param random the seat's
   * @return the run
   * @throws dev.croupier.host.engine.AppLoadException if the code cannot be started; then nothing
   *     is left behind
   */
  static AppRun start(AppVersion version, SeatContext seat, List<Lane> lanes, SeatRandom random) {
    version.hold();
    AppRun run = new AppRun(random.runId(seat.clock().millis()), version);
    boolean started = false;
    try {
      for (Lane lane : lanes) {
        SeatDesk desk = new SeatDesk(seat, version, random);
        RecordingSeat seen = new RecordingSeat(desk);
        AppInstance instance = version.app().start(seen);
        run.instances.add(
            new RunningApp(
                run,
                lane,
                instance,
                desk,
                seen,
                lane.strand(lanes.size() > 1 || instance.ownThread())));
      }
      started = true;
      return run;
    } finally {
      if (!started) {
        CompletableFuture<Void> _ = run.close();
      }
    }
  }

  String id() {
    return id;
  }

  AppVersion version() {
    return version;
  }

  RunningApp in(int lane) {
    return instances.get(lane);
  }

  List<RunningApp> instances() {
    return instances;
  }

  /** Whether a newer version has taken over. */
  boolean retired() {
    return retired;
  }

  void retire() {
    retired = true;
  }

  /** Counts the calls among the effects of a turn that has ended. */
  void asked(List<Effect> effects) {
    for (Effect effect : effects) {
      unanswered += effect instanceof Effect.Call ? 1 : 0;
    }
  }

  /** The turn that took an answer has ended. */
  void answered() {
    unanswered--;
  }

  int unanswered() {
    return unanswered;
  }

  /**
   * Frees the instances and lets go of the code.
   *
   * @return completes when the instances are freed
   */
  CompletableFuture<Void> close() {
    return CompletableFuture.allOf(
            instances.stream().map(RunningApp::close).toArray(CompletableFuture<?>[]::new))
        .thenRun(version::release);
  }
}
