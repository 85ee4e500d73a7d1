package dev.croupier.worker;

import dev.croupier.host.engine.AppInstance;
import dev.croupier.host.engine.AppLoadException;
import dev.croupier.host.engine.SeatView;
import dev.croupier.host.turn.AppFailure;
import dev.croupier.host.turn.Turn;
import dev.croupier.host.turn.TurnOutcome;
import dev.croupier.host.turn.json.UnreadableTurnException;
import dev.croupier.worker.pipe.FromWorker;
import dev.croupier.worker.pipe.ToWorker;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;

/**
 * An app instance whose turns run in its seat's worker.
 *
 * <p>When the worker ends, the turn that ended it fails, like a turn that throws. The turns of
 * other lanes that were under way have left no trace either and are run again in the next process.
 * If nobody knows which of several turns was to blame, they are run again one by one: the one that
 * ends the worker while it is alone is the one.
 */
final class WorkerInstance implements AppInstance {

  private static final TurnOutcome NOTHING =
      new TurnOutcome(List.of(), Optional.empty(), Optional.empty(), List.of());

  private final SeatWorker worker;
  private final SeatView seat;
  private final int channel;
  private final CallNumbers numbers = new CallNumbers();
  private int startedIn;

  private WorkerInstance(SeatWorker worker, SeatView seat, SeatWorker.Life life) {
    this.worker = worker;
    this.seat = seat;
    this.channel = worker.channel();
    this.startedIn = life.number();
  }

  /**
   * Makes an instance in a seat's worker.
   *
   * @param worker the seat's worker
   * @param seat the seat
   * @return the instance
   * @throws AppLoadException if the code cannot be started
   */
  static WorkerInstance start(SeatWorker worker, SeatView seat) {
    SeatWorker.Life life = worker.life();
    WorkerInstance instance = new WorkerInstance(worker, seat, life);
    boolean started = false;
    try {
      instance.startIn(life, new SeatAnswers(seat));
      started = true;
      return instance;
    } catch (WorkerEndedException e) {
      throw new AppLoadException(
          seat.name(),
          e.ending().location(),
          "its worker ended over starting it: " + e.getMessage());
    } finally {
      if (!started) {
        worker.shut(instance.channel);
      }
    }
  }

  @Override
  public boolean ownThread() {
    return true;
  }

  @Override
  public TurnOutcome run(Turn turn) {
    SeatAnswers answers = new SeatAnswers(seat);
    try {
      return attempt(turn, answers, worker.gate().readLock());
    } catch (WorkerEndedException first) {
      if (first.ending().causedBy(channel)) {
        return failed(first.ending());
      }
    }
    answers.again();
    try {
      return attempt(turn, answers, worker.gate().writeLock());
    } catch (WorkerEndedException second) {
      return failed(second.ending());
    }
  }

  private TurnOutcome attempt(Turn turn, SeatAnswers answers, Lock turnstile) {
    turnstile.lock();
    try {
      SeatWorker.Life life = worker.life();
      if (life.number() != startedIn) {
        try {
          startIn(life, answers);
        } catch (AppLoadException e) {
          return failed(new AppFailure(String.valueOf(e.getMessage()), e.location(), ""));
        }
        startedIn = life.number();
        numbers.startAnew();
      }
      Optional<Turn> own = numbers.toWorker(turn);
      return own.isEmpty()
          ? NOTHING
          : numbers.fromWorker(runIn(life.process(), own.get(), answers));
    } finally {
      turnstile.unlock();
    }
  }

  private void startIn(SeatWorker.Life life, SeatAnswers answers) {
    WorkerProcess process = life.process();
    process.open(channel);
    try (Deadline _ = process.within(channel, worker.settings().loadTime(), "start")) {
      process.say(new ToWorker.Start(channel, seat.name(), seat.address()));
      switch (converse(process, answers)) {
        case FromWorker.Started _ -> {}
        case FromWorker.NotStarted(int _, String location, String reason) ->
            throw new AppLoadException(seat.name(), location, reason);
        case FromWorker other -> throw unexpected(process, other);
      }
    }
  }

  private TurnOutcome runIn(WorkerProcess process, Turn turn, SeatAnswers answers) {
    try (Deadline _ = process.within(channel, worker.settings().turnTime(), "end the turn")) {
      process.say(new ToWorker.Run(channel, turn));
      return switch (converse(process, answers)) {
        case FromWorker.Outcome outcome -> outcome.outcome();
        case FromWorker other -> throw unexpected(process, other);
      };
    }
  }

  /** Answers questions until something else is said. */
  private FromWorker converse(WorkerProcess process, SeatAnswers answers) {
    FromWorker said = process.hear(channel);
    while (said instanceof FromWorker.Ask ask) {
      process.say(new ToWorker.Answer(channel, answers.to(ask.question())));
      said = process.hear(channel);
    }
    return said;
  }

  private UnreadableTurnException unexpected(WorkerProcess process, FromWorker message) {
    UnreadableTurnException error =
        new UnreadableTurnException(
            "the worker says " + message.getClass().getSimpleName() + " out of turn");
    process.end(Ending.because(channel, String.valueOf(error.getMessage()), ""));
    return error;
  }

  private static TurnOutcome failed(Ending ending) {
    return failed(
        new AppFailure(
            "stopped with its worker: "
                + ending.reason()
                + "; the app starts anew, variables of its modules and open calls are lost",
            ending.location(),
            ""));
  }

  private static TurnOutcome failed(AppFailure failure) {
    return new TurnOutcome(List.of(), Optional.empty(), Optional.of(failure), List.of());
  }

  @Override
  public void close() {
    worker.shut(channel);
  }
}
