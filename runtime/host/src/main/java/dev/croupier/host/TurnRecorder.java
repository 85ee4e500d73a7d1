package dev.croupier.host;

import dev.croupier.host.engine.App;
import dev.croupier.host.journal.Journal;
import dev.croupier.host.journal.JournalRecord;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.SessionView;
import dev.croupier.host.turn.Turn;
import dev.croupier.host.turn.TurnOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Records turns, and lets their effects leave once the record is durable. Runs on the seat's loop.
 *
 * <p>The next turn does not wait for the journal: it starts from the new state in memory while the
 * record is still being written, so that many turns share one sync. That is safe because records
 * become durable in order and every effect waits for its own record; should the journal fail, the
 * seat ends at once and nothing of the unrecorded turns has left it. Timers stay inside the host
 * and are set without waiting.
 */
final class TurnRecorder {

  /** A record nothing waits for is made durable together with the next one something waits for. */
  private static final Duration NOTHING_LEAVES = Duration.ofMillis(5);

  private final SeatContext seat;
  private final Journal journal;
  private final EffectRunner effects;
  private final MessageSender messages;
  private final SeatTimers timers;
  private final RecordedViews views = new RecordedViews();
  private final Consumer<Throwable> journalFailed;
  private int uncommitted;

  TurnRecorder(
      SeatContext seat,
      Journal journal,
      EffectRunner effects,
      MessageSender messages,
      Consumer<Throwable> journalFailed) {
    this.seat = seat;
    this.journal = journal;
    this.effects = effects;
    this.messages = messages;
    this.timers = new SeatTimers(seat);
    this.journalFailed = journalFailed;
  }

  /**
   * @return turns whose record is not durable yet
   */
  int uncommitted() {
    return uncommitted;
  }

  /**
   * Records a turn that has ended.
   *
   * @param turn what it was
   * @param outcome what came of it, within the limits
   * @param origin whose turn it was
   * @param signedText what the sender of a message signed, empty if unknown
   * @return the effects that will leave
   */
  List<Effect> record(Turn turn, TurnOutcome outcome, Origin origin, Optional<String> signedText) {
    boolean good = outcome.failure().isEmpty();
    List<Effect> leaving = outcome.leaving();
    Departures departures = messages.write(leaving, origin);
    App app = origin.app().run().version().app();
    CompletableFuture<Void> durable =
        journal.append(
            new JournalRecord(
                seat.config().name(),
                seat.wallet().toString(),
                origin.runId(),
                origin.app().lane().index(),
                turn.number(),
                origin.sessionId().map(Object::toString),
                views.news(origin.app().run().id(), turn, outcome),
                version(turn, origin),
                turn.timeMs(),
                turn.seed(),
                app.name(),
                app.codeHash(),
                app.version(),
                turn.input(),
                signedText.filter(text -> !text.isEmpty()),
                origin.reads(),
                leaving,
                departures.sent(),
                good ? outcome.stateJson() : Optional.empty(),
                outcome.failure()),
            patience(leaving));
    uncommitted++;
    leaving.forEach(effect -> timers.apply(effect, origin, turn.timeMs()));
    CompletableFuture<?> _ =
        durable.whenComplete(
            (nothing, error) ->
                seat.tasks().execute(() -> recorded(leaving, departures, origin, error)));
    return leaving;
  }

  /** The record after which no further turn is taken is waited for too, by all that have mail. */
  private Duration patience(List<Effect> leaving) {
    boolean last = uncommitted + 1 >= seat.limits().uncommittedTurns();
    return last || leaving.stream().anyMatch(TurnRecorder::leavesHost)
        ? Duration.ZERO
        : NOTHING_LEAVES;
  }

  private static boolean leavesHost(Effect effect) {
    return switch (effect) {
      case Effect.Log _, Effect.SetTimer _, Effect.CancelTimer _ -> false;
      case Effect.Call _, Effect.AnswerInvite _, Effect.AnswerProposal _ -> true;
    };
  }

  /** The version belongs to the shares of the turn's view, so it must be as old as they are. */
  private static long version(Turn turn, Origin origin) {
    return origin
        .session()
        .filter(session -> turn.session().filter(view -> sameShares(view, session)).isPresent())
        .map(session -> session.facts().version())
        .orElse(0L);
  }

  private static boolean sameShares(SessionView view, ActiveSession session) {
    return view.allocations().equals(session.view().allocations());
  }

  private void committed(@Nullable Throwable error, Runnable then) {
    uncommitted--;
    if (error == null) {
      then.run();
    } else {
      journalFailed.accept(FailureCodes.unwrap(error));
    }
  }

  private void recorded(
      List<Effect> leaving, Departures departures, Origin origin, @Nullable Throwable error) {
    committed(error, () -> leaving.forEach(effect -> effects.leave(effect, departures, origin)));
  }
}
