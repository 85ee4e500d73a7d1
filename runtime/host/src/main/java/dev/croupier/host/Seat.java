package dev.croupier.host;

import dev.croupier.client.NodeInfo;
import dev.croupier.client.SessionSnapshot;
import dev.croupier.host.cosign.CoSigner;
import dev.croupier.host.cosign.CoSigning;
import dev.croupier.host.cosign.Proposal;
import dev.croupier.host.engine.App;
import dev.croupier.host.guard.SessionFacts;
import dev.croupier.host.journal.Journal;
import dev.croupier.host.journal.SessionMemory;
import dev.croupier.host.loop.Loop;
import dev.croupier.host.loop.TimerQueue;
import dev.croupier.host.message.MessageSchemas;
import dev.croupier.host.turn.Input;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.Signature;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/**
 * A wallet running an app: everything that happens to it happens in steps of this loop, so its
 * parts need no locks. Other threads only leave tasks and mail.
 */
final class Seat implements Loop, CoSigner, Neighbours.SessionNews {

  private final SeatContext context;
  private final App app;
  private final Journal journal;
  private final SeatListener listener;
  private final SeatDesk desk;
  private final SessionLifecycle lifecycle;
  private final InviteDesk invites;
  private final TurnLoop turns;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private Phase phase = Phase.RUNNING;
  private long stopByMs;
  private boolean begun;
  private volatile boolean finished;

  Seat(
      SeatContext context,
      App app,
      MessageSchemas schemas,
      Journal journal,
      RandomGenerator random,
      SeatListener listener,
      CoSigning coSigning,
      Neighbours neighbours) {
    this.context = context;
    this.app = app;
    this.journal = journal;
    this.listener = listener;
    this.desk = new SeatDesk(context, schemas, random);
    this.lifecycle = new SessionLifecycle(context, neighbours);
    this.invites = new InviteDesk(context);
    this.turns =
        new TurnLoop(
            context,
            app,
            journal,
            random,
            new MessageAdmission(context, lifecycle, schemas),
            new EffectRunner(
                context, schemas, new SessionRequests(context, lifecycle, coSigning), invites),
            invites,
            error -> fail("nothing can be recorded: " + error.getMessage()));
    listener.attach(context.wallet(), lifecycle::told);
  }

  /** Makes the app's instance, on the loop. */
  CompletableFuture<Void> openApp() {
    return CompletableFuture.runAsync(() -> turns.attach(app.start(desk)), context.tasks());
  }

  CompletableFuture<NodeInfo> connect() {
    return context.connection().connect();
  }

  /** Takes up the sessions that the journal knows and the node still has open. */
  CompletableFuture<Void> resume() {
    SessionMemory memory = SessionMemory.of(journal, context.config().name());
    if (memory.sessions().isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    return context
        .connection()
        .openSessions()
        .thenAcceptAsync(open -> open.forEach(known -> resume(known, memory)), context.tasks());
  }

  private void resume(SessionSnapshot snapshot, SessionMemory memory) {
    SessionMemory.Remembered remembered = memory.sessions().get(snapshot.sessionId().toString());
    if (remembered != null && snapshot.open()) {
      lifecycle
          .resume(
              new SessionFacts(
                  snapshot.sessionId(),
                  snapshot.definition(),
                  snapshot.version(),
                  true,
                  snapshot.allocations()))
          .restore(
              remembered.stateJson(), remembered.handled(), context.limits().rememberedMessages());
    }
  }

  /** Tells the app that its seat is logged in. */
  void begin() {
    context
        .tasks()
        .execute(
            () -> {
              begun = true;
              context
                  .mail()
                  .put(Optional.empty(), new Mail.Own(new Input.Started(), Optional.empty()));
            });
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
                invites.close();
              }
            });
    return ended;
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
    done += invites.expire(nowMs);
    if (phase == Phase.RUNNING) {
      done += ring(nowMs);
    }
    if (phase != Phase.LAST_TURN && turns.takeOne()) {
      done++;
    }
    return done + advanceStop(nowMs);
  }

  private int ring(long nowMs) {
    List<TimerQueue.Entry<Optional<SessionId>>> due = context.timers().due(nowMs);
    for (TimerQueue.Entry<Optional<SessionId>> timer : due) {
      context.mail().put(timer.owner(), new Mail.Ring(timer));
    }
    return due.size();
  }

  private int advanceStop(long nowMs) {
    boolean quiet = context.mail().idle() && turns.uncommitted() == 0;
    if (phase == Phase.STOPPING && (quiet || nowMs >= stopByMs)) {
      phase = Phase.LAST_TURN;
      if (begun) {
        turns.run(new Input.Stopped(), Optional.empty(), Optional.empty());
      }
      return 1;
    }
    if (phase == Phase.LAST_TURN && turns.uncommitted() == 0) {
      end();
      context.report().tell(HostEvent.SeatStopped::new);
      ended.complete(null);
      return 1;
    }
    return 0;
  }

  private void fail(String reason) {
    if (!finished) {
      listener.stop();
      end();
      context.report().tell((at, name) -> new HostEvent.SeatFailed(at, name, reason));
      ended.complete(null);
    }
  }

  private void end() {
    finished = true;
    invites.close();
    turns.close();
    for (Mail mail : context.mail().drainAll()) {
      if (mail instanceof Mail.Relayed relayed) {
        lifecycle.refuse(relayed.message(), "seat-stopped", "the seat has ended");
      }
    }
    context.connection().close();
  }

  @Override
  public OptionalLong nextDueMs() {
    OptionalLong invite = invites.nextDueMs();
    OptionalLong own =
        switch (phase) {
          case RUNNING -> context.timers().nextDueMs();
          case STOPPING -> OptionalLong.of(stopByMs);
          case LAST_TURN -> OptionalLong.empty();
        };
    if (invite.isEmpty() || own.isEmpty()) {
      return invite.isPresent() ? invite : own;
    }
    return OptionalLong.of(Math.min(invite.getAsLong(), own.getAsLong()));
  }

  @Override
  public boolean finished() {
    return finished;
  }

  @Override
  public void crashed(Throwable error) {
    fail("unexpected error: " + error);
  }

  @Override
  public Address wallet() {
    return context.wallet();
  }

  @Override
  public CompletableFuture<Signature> consider(Proposal proposal) {
    CompletableFuture<Signature> answer = new CompletableFuture<>();
    context.tasks().execute(() -> invites.consider(proposal, answer));
    return answer;
  }

  @Override
  public void opened(SessionFacts session) {
    context.tasks().execute(() -> lifecycle.open(session, HostEvent.SessionEntry.ANNOUNCED));
  }

  @Override
  public void updated(SessionFacts session) {
    context.tasks().execute(() -> lifecycle.updated(session));
  }

  @Override
  public void closed(SessionId id, long version, List<Allocation> finalShares) {
    context.tasks().execute(() -> lifecycle.closed(id, version, Optional.of(finalShares), false));
  }

  private enum Phase {
    RUNNING,
    STOPPING,
    LAST_TURN
  }
}
