package dev.croupier.host;

import dev.croupier.client.RelayedMessage;
import dev.croupier.host.engine.InstanceLostException;
import dev.croupier.host.loop.TimerQueue;
import dev.croupier.host.turn.AppFailure;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.Turn;
import dev.croupier.host.turn.TurnOutcome;
import dev.croupier.protocol.SessionId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Makes turns out of mail, one at a time in each lane: admit, run, record. A turn runs on the loop,
 * or on its lane's thread while the loop goes on with other lanes; what comes of it is always taken
 * in on the loop. Runs on the seat's loop.
 */
final class TurnLoop {

  private final SeatContext seat;
  private final List<Lane> lanes;
  private final AppRuns runs;
  private final SeatRandom random;
  private final MessageAdmission admission;
  private final Deliveries deliveries;
  private final TurnRecorder recorder;
  private final CallRecords records;
  private final TurnLimits limits;
  private final SignatureDesk desk;
  private long lastTimeMs;
  private int underWay;
  private boolean started;
  private boolean closed;

  TurnLoop(
      SeatContext seat,
      List<Lane> lanes,
      AppRuns runs,
      SeatRandom random,
      MessageAdmission admission,
      Deliveries deliveries,
      TurnRecorder recorder,
      CallRecords records,
      SignatureDesk desk) {
    this.seat = seat;
    this.lanes = lanes;
    this.runs = runs;
    this.random = random;
    this.admission = admission;
    this.deliveries = deliveries;
    this.recorder = recorder;
    this.records = records;
    this.limits = new TurnLimits(seat.limits());
    this.desk = desk;
  }

  /**
   * @return whether a turn is under way or its record not durable yet
   */
  boolean busy() {
    return underWay > 0 || recorder.uncommitted() > 0 || records.uncommitted() > 0;
  }

  /**
   * @return whether a turn is under way in some lane
   */
  boolean running() {
    return underWay > 0;
  }

  /**
   * @return whether the seat's own turns can run now
   */
  boolean ownLaneFree() {
    return !lanes.getFirst().busy();
  }

  /** Tells the app that its seat is logged in; only then anything else is taken. */
  void begin() {
    start(current(lanes.getFirst()), new Input.Started(), Optional.empty(), Optional.empty());
  }

  /**
   * Takes one piece of mail for every lane that is free.
   *
   * @return how many there were
   */
  int take() {
    if (!started) {
      return 0;
    }
    int taken = 0;
    for (Lane lane : lanes) {
      if (!lane.busy() && runs.current().isPresent() && room()) {
        Optional<Mail> mail = seat.mail().take(lane.index());
        mail.ifPresent(piece -> handle(lane, piece));
        taken += mail.isPresent() ? 1 : 0;
      }
    }
    return taken;
  }

  private boolean room() {
    return underWay + recorder.uncommitted() < seat.limits().uncommittedTurns();
  }

  private void handle(Lane lane, Mail mail) {
    Optional<ActiveSession> session = session(mail);
    Optional<String> movedFrom =
        session.flatMap(known -> known.movedFrom(runs.required().version().code()));
    if (movedFrom.isPresent()) {
      if (!(mail instanceof Mail.Moved)) {
        seat.mail().putFirst(session.map(ActiveSession::id), mail);
      }
      start(current(lane), new Input.Reloaded(movedFrom.get()), session, Optional.empty());
    } else {
      deliver(lane, mail);
    }
  }

  /** The session that mail for the current version is about. */
  private Optional<ActiveSession> session(Mail mail) {
    return switch (mail) {
      case Mail.Relayed(var message) -> seat.sessions().find(message.sessionId());
      case Mail.Passed(ActiveSession session, RelayedMessage _) -> Optional.of(session);
      case Mail.OwnTaken(ActiveSession session) -> seat.sessions().find(session.id());
      case Mail.Ring(var timer) ->
          timer.owner() instanceof TimerOwner.Session(var id)
              ? seat.sessions().find(id)
              : Optional.empty();
      case Mail.Own(Input _, Optional<ActiveSession> session) -> session;
      case Mail.Moved(ActiveSession session) -> seat.sessions().find(session.id());
      case Mail.Answer _ -> Optional.empty();
    };
  }

  private void deliver(Lane lane, Mail mail) {
    switch (mail) {
      case Mail.Relayed relayed -> admission.admit(relayed).ifPresent(next -> start(lane, next));
      case Mail.Passed passed -> admission.admit(passed).ifPresent(next -> start(lane, next));
      case Mail.OwnTaken(ActiveSession session) ->
          admission.own(session).ifPresent(next -> start(lane, next));
      case Mail.Ring(var timer) -> ring(lane, timer);
      case Mail.Own own -> start(current(lane), own.input(), own.session(), Optional.empty());
      case Mail.Moved _ -> {}
      case Mail.Answer(Input.Answered answered, Origin origin) -> {
        if (runs.alive(origin.app().run())) {
          start(origin.app(), answered, origin.session(), Optional.empty());
        }
      }
    }
  }

  private void start(Lane lane, MessageAdmission.Admitted message) {
    start(current(lane), message.input(), Optional.of(message.session()), message.signedText());
  }

  /**
   * Lets every open session hear soon that other code handles it now, if it does.
   *
   * @return how many are open
   */
  int moveSessions() {
    List<SessionId> open = seat.sessions().openIds();
    open.forEach(id -> seat.sessions().find(id).ifPresent(seat.mail()::putMoved));
    return open.size();
  }

  private RunningApp current(Lane lane) {
    return runs.required().in(lane.index());
  }

  private void ring(Lane lane, TimerQueue.Entry<TimerOwner> timer) {
    if (!seat.timers().claim(timer)) {
      return;
    }
    Input fired = new Input.TimerFired(timer.name(), timer.dataJson());
    switch (timer.owner()) {
      case TimerOwner.Session(var id) -> {
        Optional<ActiveSession> session = seat.sessions().find(id);
        if (session.isPresent()) {
          start(current(lane), fired, session, Optional.empty());
        }
      }
      case TimerOwner.Instance owner ->
          runs.instance(owner)
              .ifPresent(app -> start(app, fired, Optional.empty(), Optional.empty()));
    }
  }

  /** Gives the app its last turn; its lane must be free. */
  void lastTurn() {
    runs.current()
        .ifPresent(
            run ->
                start(
                    run.in(lanes.getFirst().index()),
                    new Input.Stopped(),
                    Optional.empty(),
                    Optional.empty()));
  }

  private void start(
      RunningApp app, Input input, Optional<ActiveSession> session, Optional<String> signedText) {
    lastTimeMs = Math.max(lastTimeMs, seat.clock().millis());
    Turn turn = app.turn(input, session, lastTimeMs, random.seed());
    underWay++;
    app.lane().began(app);
    if (!app.run().retired()) {
      session.ifPresent(known -> known.setHandledBy(app.run().version().code()));
    }
    Origin origin = new Origin(app, session);
    if (app.strand().inline()) {
      end(turn, app.attempt(turn), origin, signedText);
    } else {
      app.strand().execute(() -> attempt(turn, origin, signedText));
    }
  }

  /** On the lane's thread; whatever comes of the turn goes back to the loop. */
  private void attempt(Turn turn, Origin origin, Optional<String> signedText) {
    TurnOutcome outcome;
    try {
      outcome = origin.app().attempt(turn);
    } catch (InstanceLostException e) {
      seat.tasks()
          .execute(
              () -> {
                throw e;
              });
      return;
    } catch (Error e) {
      seat.tasks()
          .execute(
              () -> {
                throw e;
              });
      throw e;
    }
    seat.tasks().execute(() -> end(turn, outcome, origin, signedText));
  }

  private void end(Turn turn, TurnOutcome raw, Origin origin, Optional<String> signedText) {
    underWay--;
    origin.app().lane().ended();
    if (closed) {
      return;
    }
    TurnOutcome outcome = limits.apply(raw);
    reportFailures(turn, origin, outcome);
    if (outcome.failure().isEmpty()) {
      outcome.stateJson().ifPresent(state -> origin.session().ifPresent(s -> s.setState(state)));
    }
    List<Effect> leaving = recorder.record(turn, outcome, origin, signedText);
    settle(turn.input(), origin, outcome);
    AppRun run = origin.app().run();
    run.asked(leaving);
    if (turn.input() instanceof Input.Answered) {
      run.answered();
    }
    runs.closeIfDone(run);
  }

  private void reportFailures(Turn turn, Origin origin, TurnOutcome outcome) {
    outcome.failure().ifPresent(failure -> report(turn, origin, failure, false));
    outcome.unhandled().forEach(failure -> report(turn, origin, failure, true));
  }

  private void report(Turn turn, Origin origin, AppFailure failure, boolean late) {
    seat.report()
        .tell(
            (at, name) ->
                new HostEvent.TurnFailed(
                    at,
                    name,
                    origin.app().run().version().app().name(),
                    origin.sessionId(),
                    turn.number(),
                    describe(turn.input()),
                    failure,
                    late));
  }

  private static String describe(Input input) {
    return switch (input) {
      case Input.Started() -> "start";
      case Input.Stopped() -> "stop";
      case Input.Reloaded _ -> "reload";
      case Input.Invited _ -> "invite";
      case Input.Proposed proposed ->
          "proposal to " + SessionForms.word(proposed.proposal().kind());
      case Input.SessionCreated() -> "session created";
      case Input.SessionResumed() -> "session resumed";
      case Input.Disconnected _ -> "disconnected";
      case Input.Reconnected() -> "reconnected";
      case Input.StateUpdated _ -> "state updated";
      case Input.RequestSettled _ -> "request settled";
      case Input.MessageReceived message -> "message \"" + message.type() + "\"";
      case Input.TimerFired timer -> "timer \"" + timer.name() + "\"";
      case Input.Answered answer -> "answer to call " + answer.callId();
      case Input.SessionClosed _ -> "session closed";
      case Input.Operator operator -> "operator's " + operator.command();
      case Input.Leaving leaving -> "request of call " + leaving.callId();
    };
  }

  /** What must follow a turn whatever the app did in it. */
  private void settle(Input input, Origin origin, TurnOutcome outcome) {
    started |= input instanceof Input.Started;
    if (input instanceof Input.SessionClosed) {
      origin.sessionId().ifPresent(seat.sessions()::remove);
      origin.sessionId().ifPresent(deliveries::forget);
    }
    if (input instanceof Input.Invited invited && outcome.failure().isPresent()) {
      desk.invites().failed(invited.inviteId(), outcome.failure().get().message());
    }
    if (input instanceof Input.Proposed proposed && outcome.failure().isPresent()) {
      desk.proposals().failed(proposed.proposalId(), outcome.failure().get().message());
    }
  }

  /**
   * Takes nothing in any more, and frees every instance of the app.
   *
   * @return completes when they are freed
   */
  CompletableFuture<Void> close() {
    closed = true;
    CompletableFuture<Void> freed = runs.closeAll();
    lanes.forEach(Lane::close);
    return freed;
  }
}
