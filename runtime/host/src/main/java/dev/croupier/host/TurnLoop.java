package dev.croupier.host;

import dev.croupier.host.engine.App;
import dev.croupier.host.engine.AppInstance;
import dev.croupier.host.journal.Journal;
import dev.croupier.host.journal.JournalRecord;
import dev.croupier.host.turn.AppFailure;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.Turn;
import dev.croupier.host.turn.TurnOutcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Makes turns out of mail, one at a time: admit, run, record, and let the effects leave once the
 * record is durable. Runs on the seat's loop.
 *
 * <p>The next turn does not wait for the journal: it starts from the new state in memory while the
 * record is still being written, so that many turns share one sync. That is safe because records
 * become durable in order and every effect waits for its own record; should the journal fail, the
 * seat ends at once and nothing of the unrecorded turns has left it. Timers stay inside the host
 * and are set without waiting.
 */
final class TurnLoop {

  private final SeatContext seat;
  private final App app;
  private final Journal journal;
  private final RandomGenerator seeds;
  private final String run;
  private final MessageAdmission admission;
  private final EffectRunner effects;
  private final InviteDesk invites;
  private final SeatTimers timers;
  private final Consumer<Throwable> journalFailed;
  private @Nullable AppInstance instance;
  private long lastTurn;
  private long lastTimeMs;
  private int uncommitted;

  TurnLoop(
      SeatContext seat,
      App app,
      Journal journal,
      RandomGenerator seeds,
      MessageAdmission admission,
      EffectRunner effects,
      InviteDesk invites,
      Consumer<Throwable> journalFailed) {
    this.seat = seat;
    this.app = app;
    this.journal = journal;
    this.seeds = seeds;
    this.run = seat.clock().millis() + "-" + Long.toUnsignedString(seeds.nextLong(), 36);
    this.admission = admission;
    this.effects = effects;
    this.invites = invites;
    this.timers = new SeatTimers(seat);
    this.journalFailed = journalFailed;
  }

  void attach(AppInstance started) {
    instance = started;
  }

  /**
   * @return turns whose record is not durable yet
   */
  int uncommitted() {
    return uncommitted;
  }

  /**
   * Takes one piece of mail.
   *
   * @return whether there was one
   */
  boolean takeOne() {
    if (instance == null || uncommitted >= seat.limits().uncommittedTurns()) {
      return false;
    }
    Optional<Mail> mail = seat.mail().take();
    mail.ifPresent(this::handle);
    return mail.isPresent();
  }

  private void handle(Mail mail) {
    switch (mail) {
      case Mail.Relayed relayed ->
          admission
              .admit(relayed)
              .ifPresent(
                  own ->
                      run(own.input(), own.session(), Optional.of(relayed.message().signedText())));
      case Mail.Ring(var timer) -> {
        Optional<ActiveSession> session = timer.owner().flatMap(id -> seat.sessions().find(id));
        if (seat.timers().claim(timer) && session.isPresent() == timer.owner().isPresent()) {
          run(new Input.TimerFired(timer.name(), timer.dataJson()), session, Optional.empty());
        }
      }
      case Mail.Own own -> run(own.input(), own.session(), Optional.empty());
    }
  }

  /**
   * Runs a turn and records it.
   *
   * @param input what happened
   * @param session the session it happened in
   * @param signedText what the sender of a message signed
   */
  void run(Input input, Optional<ActiveSession> session, Optional<String> signedText) {
    AppInstance app = instance;
    if (app == null) {
      return;
    }
    lastTimeMs = Math.max(lastTimeMs, seat.clock().millis());
    Turn turn =
        new Turn(++lastTurn, input, session.map(ActiveSession::view), lastTimeMs, seeds.nextLong());
    TurnOutcome outcome = limited(attempt(app, turn));
    reportFailures(input, session, outcome);
    boolean good = outcome.failure().isEmpty();
    if (good) {
      outcome.stateJson().ifPresent(state -> session.ifPresent(s -> s.setState(state)));
    }
    List<Effect> leaving =
        good
            ? outcome.effects()
            : outcome.effects().stream().filter(Effect.Log.class::isInstance).toList();
    CompletableFuture<Void> durable =
        journal.append(
            new JournalRecord(
                seat.config().name(),
                run,
                turn.number(),
                session.map(s -> s.id().toString()),
                turn.timeMs(),
                turn.seed(),
                this.app.name(),
                this.app.codeHash(),
                input,
                signedText.filter(text -> !text.isEmpty()),
                leaving,
                good ? outcome.stateJson() : Optional.empty(),
                outcome.failure()));
    uncommitted++;
    leaving.forEach(effect -> timers.apply(effect, session, turn.timeMs()));
    settle(input, session, outcome);
    CompletableFuture<?> _ =
        durable.whenComplete(
            (nothing, error) -> seat.tasks().execute(() -> recorded(leaving, session, error)));
  }

  private void recorded(
      List<Effect> leaving, Optional<ActiveSession> session, @Nullable Throwable error) {
    uncommitted--;
    if (error == null) {
      leaving.forEach(effect -> effects.leave(effect, session));
    } else {
      journalFailed.accept(FailureCodes.unwrap(error));
    }
  }

  private static TurnOutcome attempt(AppInstance app, Turn turn) {
    try {
      return app.run(turn);
    } catch (RuntimeException e) {
      return failed(new AppFailure(e.toString(), "", ""));
    }
  }

  private TurnOutcome limited(TurnOutcome outcome) {
    int asked = outcome.effects().size();
    if (asked > seat.limits().effectsPerTurn()) {
      return failed(
          limit(
              "turn asked for "
                  + asked
                  + " effects, at most "
                  + seat.limits().effectsPerTurn()
                  + " are allowed"));
    }
    int bytes =
        outcome.stateJson().map(state -> state.getBytes(StandardCharsets.UTF_8).length).orElse(0);
    if (bytes > seat.limits().stateBytes()) {
      return failed(
          limit(
              "state has "
                  + bytes
                  + " bytes, at most "
                  + seat.limits().stateBytes()
                  + " are allowed"));
    }
    return outcome;
  }

  private static AppFailure limit(String message) {
    return new AppFailure(message, "", "");
  }

  private static TurnOutcome failed(AppFailure failure) {
    return new TurnOutcome(List.of(), Optional.empty(), Optional.of(failure), List.of());
  }

  private void reportFailures(Input input, Optional<ActiveSession> session, TurnOutcome outcome) {
    outcome.failure().ifPresent(failure -> report(input, session, failure, false));
    outcome.unhandled().forEach(failure -> report(input, session, failure, true));
  }

  private void report(
      Input input, Optional<ActiveSession> session, AppFailure failure, boolean late) {
    seat.report()
        .tell(
            (at, name) ->
                new HostEvent.TurnFailed(
                    at, name, session.map(ActiveSession::id), describe(input), failure, late));
  }

  private static String describe(Input input) {
    return switch (input) {
      case Input.Started() -> "start";
      case Input.Stopped() -> "stop";
      case Input.Invited _ -> "invite";
      case Input.SessionCreated() -> "session created";
      case Input.MessageReceived message -> "message \"" + message.type() + "\"";
      case Input.TimerFired timer -> "timer \"" + timer.name() + "\"";
      case Input.Answered answer -> "answer to call " + answer.callId();
      case Input.SessionClosed _ -> "session closed";
    };
  }

  /** What must follow a turn whatever the app did in it. */
  private void settle(Input input, Optional<ActiveSession> session, TurnOutcome outcome) {
    if (input instanceof Input.SessionClosed) {
      session.ifPresent(over -> seat.sessions().remove(over.id()));
    }
    if (input instanceof Input.Invited invited && outcome.failure().isPresent()) {
      invites.failed(invited.inviteId(), outcome.failure().get().message());
    }
  }

  /** Frees the app's instance. */
  void close() {
    AppInstance app = instance;
    instance = null;
    if (app != null) {
      app.close();
    }
  }
}
