package dev.croupier.host;

import dev.croupier.app.Proposal;
import dev.croupier.client.SessionSnapshot;
import dev.croupier.host.HostEvent.SessionEntry;
import dev.croupier.host.guard.SessionFacts;
import dev.croupier.host.journal.OpenCall;
import dev.croupier.host.journal.SeatMemory;
import dev.croupier.host.journal.SessionMemory;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Input;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.SessionId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * Takes up a seat's sessions at a start of the host, before its first turn. What the journal has
 * open and the node too goes on with its state, timers and handled messages; what the node has
 * closed in the meantime is told to the app; what the node has open and the journal does not know
 * is joined.
 */
final class Resumption {

  private final SeatContext seat;
  private final SessionLifecycle lifecycle;
  private final UnfinishedCalls unfinished;
  private final BiConsumer<OpenCall, Input.CallResult> settled;

  Resumption(
      SeatContext seat,
      SessionLifecycle lifecycle,
      UnfinishedCalls unfinished,
      BiConsumer<OpenCall, Input.CallResult> settled) {
    this.seat = seat;
    this.lifecycle = lifecycle;
    this.unfinished = unfinished;
    this.settled = settled;
  }

  /**
   * Asks the node about the sessions and takes them up on the loop.
   *
   * @param memory what the seat's journal says
   * @return completes when that is done; fails if the node does not answer
   */
  CompletableFuture<Void> start(SeatMemory memory) {
    return seat.connection()
        .openSessions()
        .thenCompose(open -> others(memory, open))
        .thenAcceptAsync(known -> takeUp(memory, known), seat.tasks());
  }

  /**
   * Open sessions are listed by the node, often without shares; those whose shares the journal does
   * not tell either, and the others, have to be asked for.
   */
  private CompletableFuture<Map<SessionId, SessionSnapshot>> others(
      SeatMemory memory, List<SessionSnapshot> open) {
    Map<SessionId, SessionSnapshot> known = new LinkedHashMap<>();
    for (SessionSnapshot snapshot : open) {
      if (snapshot.definition().participants().contains(seat.wallet())) {
        known.put(snapshot.sessionId(), snapshot);
      }
    }
    List<SessionId> unclear = new ArrayList<>();
    for (SessionSnapshot snapshot : known.values()) {
      if (shares(memory, snapshot).isEmpty()) {
        unclear.add(snapshot.sessionId());
      }
    }
    for (String id : memory.sessions().keySet()) {
      SessionId sessionId = SessionId.parse(id);
      if (!known.containsKey(sessionId)) {
        unclear.add(sessionId);
      }
    }
    return seat.connection()
        .sessions(unclear)
        .thenApply(
            found -> {
              known.putAll(found);
              return known;
            });
  }

  private static Optional<List<Allocation>> shares(SeatMemory memory, SessionSnapshot snapshot) {
    return snapshot
        .allocations()
        .or(
            () ->
                Optional.ofNullable(memory.sessions().get(snapshot.sessionId().toString()))
                    .flatMap(session -> shares(session, snapshot)));
  }

  private void takeUp(SeatMemory memory, Map<SessionId, SessionSnapshot> known) {
    for (SessionMemory session : memory.sessions().values()) {
      SessionSnapshot snapshot = known.get(SessionId.parse(session.id()));
      if (snapshot == null) {
        unknown(session);
      } else if (snapshot.open()) {
        resume(session, snapshot, memory);
      } else {
        closed(session, snapshot, memory);
      }
    }
    for (SessionSnapshot snapshot : known.values()) {
      if (snapshot.open() && !memory.sessions().containsKey(snapshot.sessionId().toString())) {
        lifecycle.open(facts(snapshot, snapshot.allocations()), SessionEntry.JOINED);
      }
    }
    unfinished.take(memory, known, settled);
  }

  private void unknown(SessionMemory session) {
    seat.report()
        .tell(
            (at, name) ->
                new HostEvent.NodeProblem(
                    at,
                    name,
                    "the node knows no session "
                        + session.id()
                        + ", which the journal has open; it is left alone"));
  }

  private void resume(SessionMemory session, SessionSnapshot snapshot, SeatMemory memory) {
    ActiveSession active =
        lifecycle.resume(
            facts(snapshot, snapshot.allocations().or(() -> shares(session, snapshot))));
    restore(active, session, memory);
    new SeatTimers(seat).restore(active.id(), session.timers());
    seat.mail()
        .putFirst(
            Optional.of(active.id()),
            new Mail.Own(new Input.SessionResumed(), Optional.of(active)));
    if (snapshot.version() > session.toldVersion()) {
      lifecycle.tellUpdated(active, change(session, active.facts()));
    }
  }

  private static Optional<Proposal.Kind> change(SessionMemory session, SessionFacts now) {
    return session.nodeVersion() == session.toldVersion()
        ? StateChange.between(
            new SessionFacts(
                now.id(), now.definition(), session.nodeVersion(), true, lastShares(session)),
            now)
        : Optional.empty();
  }

  private void restore(ActiveSession active, SessionMemory session, SeatMemory memory) {
    active.restore(session.stateJson(), session.handled(), session.code());
    closesLeft(session, memory).forEach(active::signedClose);
  }

  /** Recorded shares stand for what the node does not tell, if nothing was changed there since. */
  private static Optional<List<Allocation>> shares(
      SessionMemory session, SessionSnapshot snapshot) {
    return session.nodeVersion() == snapshot.version() ? lastShares(session) : Optional.empty();
  }

  private static Optional<List<Allocation>> lastShares(SessionMemory session) {
    return session.allocations().isEmpty()
        ? Optional.empty()
        : Optional.of(SessionForms.shares(session.allocations()));
  }

  /**
   * Nodes do not tell the shares of closed sessions. A close that this seat had sent says what they
   * are; else the last known ones have to do.
   */
  private void closed(SessionMemory session, SessionSnapshot snapshot, SeatMemory memory) {
    Optional<List<Allocation>> told =
        snapshot.allocations().filter(shares -> !shares.isEmpty()).or(() -> asked(session, memory));
    ActiveSession active =
        lifecycle.resume(
            new SessionFacts(
                snapshot.sessionId(),
                snapshot.definition(),
                snapshot.version(),
                true,
                lastShares(session),
                seat.sessionData(snapshot)));
    restore(active, session, memory);
    lifecycle.closed(active.id(), snapshot.version(), told, asked(session, memory).isPresent());
  }

  private static Optional<List<Allocation>> asked(SessionMemory session, SeatMemory memory) {
    List<List<Allocation>> left = closesLeft(session, memory);
    return left.isEmpty() ? Optional.empty() : Optional.of(left.getLast());
  }

  /** The closes of a session that this seat has signed and sent, and whose answer is not known. */
  private static List<List<Allocation>> closesLeft(SessionMemory session, SeatMemory memory) {
    List<List<Allocation>> left = new ArrayList<>();
    for (OpenCall call : memory.calls()) {
      if (call.request().isPresent()
          && call.effect() instanceof Effect.CloseSession close
          && close.sessionId().equals(session.id())) {
        left.add(SessionForms.shares(close.allocations()));
      }
    }
    return left;
  }

  private SessionFacts facts(SessionSnapshot snapshot, Optional<List<Allocation>> allocations) {
    return new SessionFacts(
        snapshot.sessionId(),
        snapshot.definition(),
        snapshot.version(),
        snapshot.open(),
        allocations,
        seat.sessionData(snapshot));
  }
}
