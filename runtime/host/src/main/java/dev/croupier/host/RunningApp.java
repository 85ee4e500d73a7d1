package dev.croupier.host;

import dev.croupier.host.engine.AppInstance;
import dev.croupier.host.engine.InstanceLostException;
import dev.croupier.host.loop.Strand;
import dev.croupier.host.turn.AppFailure;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.SeatRead;
import dev.croupier.host.turn.Turn;
import dev.croupier.host.turn.TurnOutcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One instance of one version of an app, at work in one lane. Used on the seat's loop. */
final class RunningApp {

  private static final Logger LOG = LoggerFactory.getLogger(RunningApp.class);

  private final AppRun run;
  private final Lane lane;
  private final AppInstance instance;
  private final SeatDesk desk;
  private final RecordingSeat seen;
  private final Strand strand;
  private long lastTurn;

  RunningApp(
      AppRun run,
      Lane lane,
      AppInstance instance,
      SeatDesk desk,
      RecordingSeat seen,
      Strand strand) {
    this.run = run;
    this.lane = lane;
    this.instance = instance;
    this.desk = desk;
    this.seen = seen;
    this.strand = strand;
  }

  AppRun run() {
    return run;
  }

  Lane lane() {
    return lane;
  }

  /** Names the instance in the journal. */
  String name() {
    return run.id() + "." + lane.index();
  }

  TimerOwner timerOwner() {
    return new TimerOwner.Instance(run.id(), lane.index());
  }

  /** The next turn of this instance; its view of the seat is brought up to date. */
  Turn turn(Input input, Optional<ActiveSession> session, long timeMs, long seed) {
    desk.refresh();
    seen.begin();
    return new Turn(++lastTurn, input, session.map(ActiveSession::view), timeMs, seed);
  }

  /** What the last turn has asked of its seat. */
  List<SeatRead> reads() {
    return seen.reads();
  }

  Strand strand() {
    return strand;
  }

  /**
   * Runs a turn, on the strand.
   *
   * @throws InstanceLostException if it has not been run and no other will be
   */
  TurnOutcome attempt(Turn turn) {
    try {
      return instance.run(turn);
    } catch (InstanceLostException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("turn {} of {} failed in its engine", turn.number(), name(), e);
      return failed(new AppFailure(e.toString(), "", ""));
    }
  }

  static TurnOutcome failed(AppFailure failure) {
    return new TurnOutcome(List.of(), Optional.empty(), Optional.of(failure), List.of());
  }

  /**
   * Frees the instance after the turn that may be under way.
   *
   * @return completes when that is done
   */
  CompletableFuture<Void> close() {
    try {
      return CompletableFuture.runAsync(this::free, strand);
    } catch (RejectedExecutionException e) {
      // The seat has ended while this instance was being made, so no turn can be under way.
      free();
      return CompletableFuture.completedFuture(null);
    }
  }

  private void free() {
    try {
      instance.close();
    } catch (RuntimeException e) {
      // The others have to be freed all the same.
      LOG.error("instance {} could not be freed", name(), e);
    }
  }
}
