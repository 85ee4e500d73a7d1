package dev.croupier.host;

import dev.croupier.client.NodeInfo;
import dev.croupier.client.ProposalAnswer;
import dev.croupier.client.SessionSnapshot;
import dev.croupier.host.cosign.CoSigner;
import dev.croupier.host.cosign.CoSigning;
import dev.croupier.host.cosign.Proposal;
import dev.croupier.host.cosign.RemoteCoSigning;
import dev.croupier.host.delivery.ControlMessage;
import dev.croupier.host.engine.InstanceLostException;
import dev.croupier.host.guard.SessionFacts;
import dev.croupier.host.journal.Journal;
import dev.croupier.host.loop.Loop;
import dev.croupier.host.loop.LoopDriver;
import dev.croupier.host.loop.TimerQueue;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A wallet running an app: everything that happens to it happens in steps of this loop, so its
 * parts need no locks. Other threads only leave tasks and mail.
 */
final class Seat implements Loop, CoSigner, Neighbours.SessionNews {

  private final SeatContext context;
  private final Journal journal;
  private final SeatRandom random;
  private final SeatListener listener;
  private final List<Lane> lanes;
  private final AppRuns runs;
  private final Conversations conversations;
  private final MessageSender messages;
  private final Deliveries deliveries;
  private final ConnectionLife life;
  private final SessionLifecycle lifecycle;
  private final SignatureDesk desk;
  private final ProposalInbox proposals;
  private final RemoteCoSigning coSigning;
  private final CloseWatch closes;
  private final CallRecords records;
  private final TurnLoop turns;
  private final OperatorDesk operator;
  private final Resumption resumption;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final Set<Handover> handovers = ConcurrentHashMap.newKeySet();
  private Phase phase = Phase.RUNNING;
  private long stopByMs;
  private final List<Runnable> early = new ArrayList<>();
  private boolean begun;
  private boolean lastTurnGiven;
  private volatile boolean finished;

  Seat(
      SeatContext context,
      Journal journal,
      RandomGenerator random,
      SeatListener listener,
      CoSigning local,
      Neighbours neighbours,
      LoopDriver driver) {
    this.context = context;
    this.journal = journal;
    this.random = new SeatRandom(random);
    this.listener = listener;
    this.lanes =
        IntStream.range(0, context.mail().lanes())
            .mapToObj(lane -> new Lane(lane, context.config().name(), driver))
            .toList();
    this.runs = new AppRuns(context);
    this.conversations = new Conversations(context);
    this.messages = new MessageSender(context, conversations);
    this.deliveries = new Deliveries(context, conversations, messages);
    this.lifecycle = new SessionLifecycle(context, deliveries, neighbours);
    this.coSigning =
        new RemoteCoSigning(local, context.connection(), context.tasks(), context.clock());
    this.desk = SignatureDesk.of(context, lifecycle, coSigning);
    this.proposals = new ProposalInbox(context, desk);
    OpenSessions open = new OpenSessions(context);
    this.closes = new CloseWatch(context, lifecycle, deliveries, neighbours, open);
    this.records =
        new CallRecords(
            context,
            journal,
            runs,
            error -> fail("nothing can be recorded: " + error.getMessage()));
    LostAnswers lost = new LostAnswers(context, records);
    SessionDecisions decisions =
        new SessionDecisions(context, lifecycle, desk.rounds(), lost, closes);
    SessionRequests requests = new SessionRequests(context, lifecycle, desk.rounds(), lost);
    this.life = new ConnectionLife(context, lifecycle, deliveries, lost, closes, open, coSigning);
    TurnRecorder recorder =
        new TurnRecorder(
            context,
            journal,
            new EffectRunner(context, requests, decisions, desk, messages, life),
            messages,
            error -> fail("nothing can be recorded: " + error.getMessage()));
    this.operator = new OperatorDesk(context, runs, recorder, desk, lifecycle);
    this.turns =
        new TurnLoop(
            context,
            lanes,
            runs,
            this.random,
            new MessageAdmission(context, lifecycle, runs, conversations, deliveries, closes),
            deliveries,
            recorder,
            records,
            desk);
    this.resumption =
        new Resumption(
            context,
            lifecycle,
            new LookedUpCalls(context, requests, decisions, lost, deliveries),
            records::settle);
    listener.attach(context.wallet(), new News());
  }

  String seatName() {
    return context.config().name();
  }

  /** The app's reference. */
  String app() {
    return context.config().app();
  }

  /** Starts the app's instances, on the loop. */
  CompletableFuture<Void> openApp(AppVersion version) {
    return CompletableFuture.runAsync(
        () -> runs.take(AppRun.start(version, context, lanes, random)), context.tasks());
  }

  /**
   * Starts the instances of another version beside those that run. On any thread but a loop's.
   *
   * @param version the version
   * @return its run, for {@link #take}
   * @throws dev.croupier.host.engine.AppLoadException if it cannot be started
   */
  AppRun prepare(AppVersion version) {
    return AppRun.start(version, context, lanes, random);
  }

  /**
   * Lets a version take over from the next turn on. A seat that is stopping stays with what it has.
   *
   * @param run from {@link #prepare}
   * @return the open sessions that go on under it, empty if it was not taken
   */
  CompletableFuture<OptionalInt> take(AppRun run) {
    Handover handover = new Handover(run, new CompletableFuture<>());
    handovers.add(handover);
    context.tasks().execute(() -> take(handover));
    if (ended.isDone()) {
      // The loop runs no tasks any more.
      refuse(handover);
    }
    return handover.taken();
  }

  private void take(Handover handover) {
    if (phase != Phase.RUNNING || finished) {
      refuse(handover);
    } else if (handovers.remove(handover)) {
      runs.take(handover.run());
      handover.taken().complete(OptionalInt.of(turns.moveSessions()));
    }
  }

  private void refuse(Handover handover) {
    if (handovers.remove(handover)) {
      CompletableFuture<Void> _ = handover.run().close();
      handover.taken().complete(OptionalInt.empty());
    }
  }

  CompletableFuture<NodeInfo> connect() {
    return context.connection().connect();
  }

  /** Takes up the sessions of this wallet that the journal or the node has open. */
  CompletableFuture<Void> resume() {
    return resumption.start(journal.memory(context.config().name()));
  }

  /** Tells the app that its seat is logged in; from now on it hears of everything else. */
  void begin() {
    context
        .tasks()
        .execute(
            () -> {
              if (phase == Phase.RUNNING && !finished) {
                begun = true;
                early.forEach(Runnable::run);
                early.clear();
                turns.begin();
                life.begin();
                turns.moveSessions();
              }
            });
  }

  /** What is told of sessions before they are taken up has to wait until they are. */
  private void whenBegun(Runnable news) {
    if (begun) {
      news.run();
    } else {
      early.add(news);
    }
  }

  private void onLoop(Runnable news) {
    context.tasks().execute(() -> whenBegun(news));
  }

  /**
   * Takes no more messages, lets the app finish what waits, gives it its last turn and ends.
   *
   * @return completes when the seat has ended
   */
  CompletableFuture<Void> stop() {
    listener.stop();
    context
        .tasks()
        .execute(
            () -> {
              if (phase == Phase.RUNNING) {
                phase = Phase.STOPPING;
                stopByMs = context.clock().millis() + context.limits().stopTimeout().toMillis();
                desk.close();
              }
            });
    return ended;
  }

  /**
   * Lets an operator's request run on the loop.
   *
   * @param request what to do at the desk
   * @param <T> what it brings
   * @return what came of it; fails with {@link OperatorException}
   */
  <T> CompletableFuture<T> operate(Function<OperatorDesk, CompletableFuture<T>> request) {
    if (finished) {
      return CompletableFuture.failedFuture(OperatorException.stopped(context.config().name()));
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    context
        .tasks()
        .execute(
            () -> {
              try {
                CompletableFuture<?> _ =
                    atDesk(request)
                        .whenComplete(
                            (value, error) -> {
                              if (error == null) {
                                answer.complete(value);
                              } else {
                                answer.completeExceptionally(FailureCodes.unwrap(error));
                              }
                            });
              } catch (RuntimeException e) {
                // It is the operator who has to hear of it; the seat is none the worse.
                answer.completeExceptionally(e);
              }
            });
    return answer;
  }

  private <T> CompletableFuture<T> atDesk(Function<OperatorDesk, CompletableFuture<T>> request) {
    return phase == Phase.RUNNING
        ? request.apply(operator)
        : CompletableFuture.failedFuture(OperatorException.stopped(context.config().name()));
  }

  HostSeat status() {
    return new HostSeat(
        context.config().name(),
        context.wallet(),
        context.connection().status(),
        context.sessions().openIds());
  }

  @Override
  public String name() {
    return "seat-" + context.config().name();
  }

  @Override
  public void onWork(Runnable wake) {
    context.tasks().wakeWith(wake);
  }

  @Override
  public int step() {
    int done = context.tasks().runWaiting();
    if (finished) {
      return done;
    }
    long nowMs = context.clock().millis();
    done += desk.expire(nowMs) + runs.expire(nowMs) + life.due(nowMs);
    if (phase == Phase.RUNNING && begun) {
      done += closes.due(nowMs);
    }
    if (phase == Phase.RUNNING) {
      done += ring(nowMs);
    }
    if (phase != Phase.LAST_TURN) {
      done += turns.take();
    }
    return done + advanceStop(nowMs);
  }

  private int ring(long nowMs) {
    List<TimerQueue.Entry<TimerOwner>> due = context.timers().due(nowMs);
    for (TimerQueue.Entry<TimerOwner> timer : due) {
      switch (timer.owner()) {
        case TimerOwner.Session(SessionId id) ->
            context.mail().put(Optional.of(id), new Mail.Ring(timer));
        case TimerOwner.Instance(String _, int lane) ->
            context.mail().putOwn(lane, new Mail.Ring(timer));
      }
    }
    return due.size();
  }

  private int advanceStop(long nowMs) {
    return switch (phase) {
      case RUNNING -> 0;
      case STOPPING -> {
        boolean quiet = !begun || (context.mail().idle() && !turns.busy() && !messages.busy());
        if (!quiet && nowMs < stopByMs) {
          yield 0;
        }
        phase = Phase.LAST_TURN;
        stopByMs = nowMs + context.limits().stopTimeout().toMillis();
        giveLastTurn();
        yield 1;
      }
      case LAST_TURN -> finish(nowMs);
    };
  }

  private int giveLastTurn() {
    if (lastTurnGiven || !turns.ownLaneFree()) {
      return 0;
    }
    lastTurnGiven = true;
    if (begun) {
      turns.lastTurn();
    }
    return 1;
  }

  private int finish(long nowMs) {
    if (turns.running() && nowMs >= stopByMs) {
      fail("a turn was still under way when the time to stop was over; it was left to itself");
      return 1;
    }
    if (!lastTurnGiven) {
      return giveLastTurn();
    }
    if (turns.busy()) {
      return 0;
    }
    CompletableFuture<Void> freed = end();
    context.report().tell(HostEvent.SeatStopped::new);
    completeAfter(freed);
    return 1;
  }

  private void fail(String reason) {
    if (!finished) {
      listener.stop();
      CompletableFuture<Void> freed = end();
      context.report().tell((at, name) -> new HostEvent.SeatFailed(at, name, reason));
      completeAfter(freed);
    }
  }

  /** An instance whose turn never ends is never freed; nobody waits for that. */
  private void completeAfter(CompletableFuture<Void> freed) {
    CompletableFuture<?> _ =
        freed
            .orTimeout(context.limits().stopTimeout().toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((done, late) -> ended());
  }

  private void ended() {
    ended.complete(null);
    handovers.forEach(this::refuse);
  }

  private CompletableFuture<Void> end() {
    finished = true;
    desk.close();
    CompletableFuture<Void> freed = turns.close();
    for (Mail mail : context.mail().drainAll()) {
      if (mail instanceof Mail.Relayed relayed && !isControl(relayed)) {
        lifecycle.refuse(relayed.message(), "seat-stopped", "the seat has ended");
      }
    }
    context.connection().close();
    return freed;
  }

  private static boolean isControl(Mail.Relayed relayed) {
    return relayed.message().type().startsWith(ControlMessage.RESERVED);
  }

  @Override
  public OptionalLong nextDueMs() {
    OptionalLong own =
        switch (phase) {
          case RUNNING ->
              LongStream.concat(
                      context.timers().nextDueMs().stream(),
                      begun ? closes.nextDueMs().stream() : LongStream.empty())
                  .min();
          case STOPPING -> OptionalLong.of(stopByMs);
          case LAST_TURN -> turns.running() ? OptionalLong.of(stopByMs) : OptionalLong.empty();
        };
    return Stream.of(own, desk.nextDueMs(), runs.nextDueMs(), life.nextDueMs())
        .flatMapToLong(OptionalLong::stream)
        .min();
  }

  @Override
  public boolean finished() {
    return finished;
  }

  @Override
  public void crashed(Throwable error) {
    fail(
        error instanceof InstanceLostException
            ? "its app cannot go on: " + error.getMessage()
            : "unexpected error: " + error);
  }

  @Override
  public Address wallet() {
    return context.wallet();
  }

  @Override
  public CompletableFuture<Signature> consider(Proposal proposal) {
    CompletableFuture<Signature> answer = new CompletableFuture<>();
    context.tasks().execute(() -> desk.consider(proposal, answer));
    return answer;
  }

  @Override
  public void withdrawn(Proposal proposal) {
    context.tasks().execute(() -> desk.withdrawn(proposal));
  }

  @Override
  public void opened(SessionFacts session) {
    onLoop(() -> lifecycle.open(session, HostEvent.SessionEntry.ANNOUNCED));
  }

  @Override
  public void updated(SessionFacts session) {
    onLoop(() -> lifecycle.updated(session));
  }

  @Override
  public void closed(SessionId id, long version, List<Allocation> finalShares) {
    onLoop(() -> lifecycle.closed(id, version, Optional.of(finalShares), false));
  }

  private final class News implements SeatListener.News {
    @Override
    public void session(SessionSnapshot session) {
      whenBegun(() -> lifecycle.told(session));
    }

    @Override
    public void connected() {
      life.connected();
    }

    @Override
    public void lost(String reason) {
      life.lost(reason);
    }

    @Override
    public void proposed(dev.croupier.client.Proposal proposal) {
      whenBegun(() -> proposals.proposed(proposal));
    }

    @Override
    public void proposalAnswered(ProposalAnswer answer) {
      coSigning.answered(answer);
    }

    @Override
    public void proposalWithdrawn(Hash32 proposalId) {
      whenBegun(() -> proposals.withdrawn(proposalId));
    }
  }

  /** A new version on its way to the loop. */
  private record Handover(AppRun run, CompletableFuture<OptionalInt> taken) {}

  private enum Phase {
    RUNNING,
    STOPPING,
    LAST_TURN
  }
}
