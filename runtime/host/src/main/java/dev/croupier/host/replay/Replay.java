package dev.croupier.host.replay;

import dev.croupier.host.engine.App;
import dev.croupier.host.engine.AppInstance;
import dev.croupier.host.journal.JournalRecord;
import dev.croupier.host.turn.AppFailure;
import dev.croupier.host.turn.SessionView;
import dev.croupier.host.turn.Turn;
import dev.croupier.host.turn.TurnOutcome;
import dev.croupier.host.turn.json.JsonText;
import dev.croupier.host.turn.json.OutcomeJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Runs a seat's recorded turns again and holds what comes of them against the record: effects,
 * state and failure, byte for byte in their written form.
 *
 * <p>Each instance of the app that once lived (a run's lane) lives again, from its first turn on,
 * since its globals are part of what happens. Where the journal does not hold an instance's life
 * from the first turn without a gap (records of closed sessions were removed, or are of a format
 * that keeps less), that instance is left out from there on and counted.
 */
public final class Replay {

  private final App app;
  private final UnaryOperator<TurnOutcome> limits;
  private final Map<Life, Instance> instances = new HashMap<>();
  private long repeated;
  private long leftOut;

  private Replay(App app, UnaryOperator<TurnOutcome> limits) {
    this.app = app;
    this.limits = limits;
  }

  /**
   * Runs everything again that a journal keeps of a seat. Not for a thread of the host.
   *
   * @param records gives a reader the seat's records in the order they were written; used twice,
   *     {@code reader -> journal.load(seat, reader)}
   * @param app the code to run; that of today if wanted, not only that of the records
   * @param limits what a turn may bring, as in the host that recorded: {@code new
   *     TurnLimits(hostConfig)::apply}
   * @return how many turns were run again
   * @throws ReplayDivergedException at the first turn that differs
   */
  public static Result of(
      Consumer<Consumer<JournalRecord>> records, App app, UnaryOperator<TurnOutcome> limits) {
    Map<Life, Long> lengths = new HashMap<>();
    records.accept(
        record -> {
          if (record.turn() != JournalRecord.NO_TURN) {
            lengths.merge(Life.of(record), 1L, Long::sum);
          }
        });
    Replay replay = new Replay(app, limits);
    try {
      records.accept(record -> replay.next(record, lengths));
    } finally {
      new ArrayList<>(replay.instances.values()).forEach(Instance::close);
    }
    return new Result(replay.repeated, replay.leftOut);
  }

  private void next(JournalRecord record, Map<Life, Long> lengths) {
    if (record.turn() == JournalRecord.NO_TURN) {
      return;
    }
    Life life = Life.of(record);
    Instance instance = instances.computeIfAbsent(life, key -> new Instance());
    if (instance.repeat(record)) {
      repeated++;
    } else {
      leftOut++;
    }
    if (++instance.seen == lengths.getOrDefault(life, 0L)) {
      instance.close();
      instances.remove(life);
    }
  }

  /**
   * What was done.
   *
   * @param repeated turns that were run again, with the same outcome
   * @param leftOut turns that could not be run again, since the journal does not hold all before
   *     them
   */
  public record Result(long repeated, long leftOut) {}

  private record Life(String run, int lane) {
    static Life of(JournalRecord record) {
      return new Life(record.run(), record.lane());
    }
  }

  /** One instance of the app, living again. */
  private final class Instance {
    private final Map<String, SessionView> views = new HashMap<>();
    private @Nullable RecordedSeat seat;
    private @Nullable AppInstance running;
    private long lastTurn;
    private boolean torn;
    private long seen;

    boolean repeat(JournalRecord record) {
      Optional<SessionView> view = record.view();
      if (view.isEmpty() && record.session().isPresent()) {
        view = Optional.ofNullable(views.get(record.session().get()));
      }
      torn |= record.turn() != ++lastTurn || record.wallet().isEmpty();
      torn |= record.session().isPresent() && view.isEmpty();
      if (torn) {
        close();
        return false;
      }
      RecordedSeat answers = seat;
      AppInstance instance = running;
      if (answers == null || instance == null) {
        answers = new RecordedSeat(record);
        instance = app.start(answers);
        seat = answers;
        running = instance;
      }
      answers.begin(record);
      Turn turn = new Turn(record.turn(), record.input(), view, record.timeMs(), record.seed());
      TurnOutcome outcome = limits.apply(attempt(instance, turn));
      answers.end();
      compare(record, outcome);
      view.ifPresent(
          before ->
              views.put(
                  before.id(), before.withState(record.stateJson().orElse(before.stateJson()))));
      return true;
    }

    void close() {
      AppInstance instance = running;
      running = null;
      if (instance != null) {
        instance.close();
      }
    }
  }

  /** As the host does it. */
  private static TurnOutcome attempt(AppInstance instance, Turn turn) {
    try {
      return instance.run(turn);
    } catch (RuntimeException e) {
      AppFailure failure = new AppFailure(e.toString(), "", "");
      return new TurnOutcome(List.of(), Optional.empty(), Optional.of(failure), List.of());
    }
  }

  private static void compare(JournalRecord record, TurnOutcome outcome) {
    same(record, "failure", failure(record.failure()), failure(outcome.failure()));
    same(
        record,
        "effects",
        JsonText.of(json -> OutcomeJson.write(json, record.effects())),
        JsonText.of(json -> OutcomeJson.write(json, outcome.leaving())));
    boolean good = outcome.failure().isEmpty();
    same(
        record,
        "state",
        record.stateJson().orElse("nothing"),
        outcome.stateJson().filter(state -> good).orElse("nothing"));
  }

  private static String failure(Optional<AppFailure> failure) {
    return failure.map(f -> JsonText.of(json -> OutcomeJson.write(json, f))).orElse("nothing");
  }

  private static void same(JournalRecord record, String what, String recorded, String repeated) {
    if (!recorded.equals(repeated)) {
      throw new ReplayDivergedException(record, what, recorded, repeated);
    }
  }
}
