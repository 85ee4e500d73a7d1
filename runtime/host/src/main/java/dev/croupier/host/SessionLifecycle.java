package dev.croupier.host;

import dev.croupier.app.Proposal;
import dev.croupier.app.StateUpdate;
import dev.croupier.client.Operation;
import dev.croupier.client.RelayedMessage;
import dev.croupier.client.SessionSnapshot;
import dev.croupier.host.HostEvent.SessionEntry;
import dev.croupier.host.guard.DecisionRefused;
import dev.croupier.host.guard.SessionFacts;
import dev.croupier.host.turn.Input;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.SessionId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * How sessions enter a seat, change and leave it. Runs on the seat's loop. Whatever tells of a
 * session, its app hears of its beginning and its end once each, the beginning before its first
 * message and the end after the last that arrived before it.
 */
final class SessionLifecycle {

  private static final long FIRST_VERSION = 1;

  private final SeatContext seat;
  private final Deliveries deliveries;
  private final Neighbours neighbours;

  SessionLifecycle(SeatContext seat, Deliveries deliveries, Neighbours neighbours) {
    this.seat = seat;
    this.deliveries = deliveries;
    this.neighbours = neighbours;
  }

  /** This seat's app has created a session. */
  void created(SessionFacts session) {
    open(session, SessionEntry.CREATED);
    neighbours.opened(seat.wallet(), session);
    if (neighbours.notAll(session)) {
      seat.sessions().find(session.id()).ifPresent(deliveries::greet);
    }
  }

  /** A session this seat takes part in exists; nothing happens if it is known. */
  void open(SessionFacts session, SessionEntry entry) {
    if (seat.sessions().find(session.id()).isPresent() || seat.sessions().isOver(session.id())) {
      return;
    }
    ActiveSession active = seat.sessions().add(session);
    if (session.version() == FIRST_VERSION) {
      session.shares().ifPresent(shares -> active.beginsWith(seat.wallet(), shares));
    }
    report(session, entry);
    seat.mail()
        .putFirst(
            Optional.of(session.id()),
            new Mail.Own(new Input.SessionCreated(), Optional.of(active)));
  }

  /** A session goes on whose beginning the app has handled in an earlier run. */
  ActiveSession resume(SessionFacts session) {
    ActiveSession active = seat.sessions().add(session);
    active.doubt();
    report(session, SessionEntry.RESUMED);
    return active;
  }

  private void report(SessionFacts session, SessionEntry entry) {
    seat.report()
        .tell(
            (at, name) ->
                new HostEvent.SessionCreated(
                    at, name, session.id(), session.definition(), session.shares(), entry));
  }

  /**
   * Lets a message of an unknown session wait until the node has said what session that is.
   *
   * @param first the message, already taken out of its mailbox
   */
  void join(Mail.Relayed first) {
    SessionId id = first.message().sessionId();
    seat.mail().putFirst(Optional.of(id), first);
    seat.mail().hold(Optional.of(id));
    CompletableFuture<?> _ =
        seat.connection()
            .session(id)
            .handle(
                (snapshot, error) -> {
                  seat.tasks()
                      .execute(error == null ? () -> joined(id, snapshot) : () -> lost(id, error));
                  return id;
                });
  }

  private void joined(SessionId id, Optional<SessionSnapshot> snapshot) {
    if (seat.sessions().find(id).isEmpty()) {
      if (snapshot.isEmpty()) {
        refuseAll(id, "unknown-session", "the node knows no such session");
      } else if (!snapshot.get().definition().participants().contains(seat.wallet())) {
        refuseAll(id, "not-participant", "this wallet is no participant of the session");
      } else if (!snapshot.get().open()) {
        refuseAll(id, "session-not-open", "the session is closed");
      } else {
        open(facts(snapshot.get()), SessionEntry.JOINED);
      }
    }
    seat.mail().release(Optional.of(id));
  }

  private void lost(SessionId id, Throwable error) {
    if (seat.sessions().find(id).isEmpty()) {
      refuseAll(
          id,
          "unknown-session",
          "the node did not say what session it is: " + FailureCodes.failed(error).message());
    }
    seat.mail().release(Optional.of(id));
  }

  private void refuseAll(SessionId id, String code, String reason) {
    for (Mail mail : seat.mail().drain(Optional.of(id))) {
      if (mail instanceof Mail.Relayed relayed) {
        refuse(relayed.message(), code, reason);
      }
    }
  }

  void refuse(RelayedMessage message, String code, String reason) {
    seat.report()
        .tell(
            (at, name) ->
                new HostEvent.MessageRefused(
                    at,
                    name,
                    HostEvent.Direction.IN,
                    message.sessionId().toString(),
                    message.type(),
                    message.sender(),
                    code,
                    reason));
  }

  /** The node told a session's state. */
  void told(SessionSnapshot snapshot) {
    told(snapshot, Optional.empty());
  }

  /**
   * The node told a session's state.
   *
   * @param snapshot what it told
   * @param announced what stands for the final shares where the node does not tell them
   */
  void told(SessionSnapshot snapshot, Optional<List<Allocation>> announced) {
    SessionFacts news = facts(snapshot);
    if (!news.definition().participants().contains(seat.wallet())) {
      return;
    }
    if (snapshot.open()) {
      open(news, SessionEntry.JOINED);
      updated(news);
    } else {
      closed(news.id(), news.version(), news.shares().or(() -> announced), false);
    }
  }

  /**
   * Asks the node how a session stands now.
   *
   * @return what it says; fails if it knows no such session, or if it is closed
   */
  CompletableFuture<SessionFacts> refresh(SessionId id) {
    return seat.connection()
        .session(id)
        .thenApplyAsync(
            snapshot -> {
              told(snapshot.orElseThrow(() -> new DecisionRefused.UnknownSession(id)));
              ActiveSession session =
                  seat.sessions()
                      .find(id)
                      .orElseThrow(() -> new DecisionRefused.UnknownSession(id));
              session.refreshed();
              return session.facts();
            },
            seat.tasks());
  }

  /** What is known of all sessions may be out of date. */
  void doubtAll() {
    seat.sessions().openIds().forEach(this::doubt);
  }

  /** The node has confirmed that a session is as it was. */
  void confirmed(SessionId id) {
    seat.sessions().find(id).ifPresent(ActiveSession::refreshed);
  }

  /** What is known of a session may be out of date. */
  void doubt(SessionId id) {
    seat.sessions().find(id).ifPresent(ActiveSession::doubt);
  }

  /** This seat has signed a decision, its own or another's, which may take effect. */
  void agreed(Operation decision) {
    if (decision instanceof Operation.SubmitState state
        && state.intent() == Operation.Intent.DEPOSIT) {
      seat.sessions()
          .find(state.sessionId())
          .ifPresent(session -> session.pays(seat.wallet(), state.allocations()));
    }
    if (decision instanceof Operation.CloseSession close) {
      seat.sessions()
          .find(close.sessionId())
          .ifPresent(session -> session.signedClose(close.allocations()));
    }
  }

  /** The node has refused what this seat had signed. */
  void refusedByNode(Operation decision) {
    if (decision instanceof Operation.SubmitState state
        && state.intent() == Operation.Intent.DEPOSIT) {
      seat.sessions()
          .find(state.sessionId())
          .ifPresent(session -> session.paysNot(state.allocations()));
    }
  }

  /** A session has a new state; nothing happens if that is not newer than the known one. */
  void updated(SessionFacts news) {
    Optional<ActiveSession> known = seat.sessions().find(news.id());
    if (known.isEmpty() || !known.get().facts().open()) {
      return;
    }
    boolean sharesLearned =
        news.version() == known.get().facts().version()
            && known.get().facts().shares().isEmpty()
            && news.shares().isPresent();
    if (sharesLearned) {
      known.get().update(news.version(), news.shares(), news.sessionData());
    } else if (news.version() > known.get().facts().version()) {
      SessionFacts before = known.get().facts();
      known.get().update(news.version(), news.shares(), news.sessionData());
      SessionFacts now = known.get().facts();
      if (seat.carrier().isPresent() && isSame(before, now)) {
        return;
      }
      seat.report()
          .tell(
              (at, name) ->
                  new HostEvent.StateUpdated(at, name, now.id(), now.version(), now.shares()));
      tellUpdated(known.get(), StateChange.between(before, now));
    }
  }

  /** Where states carry messages, a version alone says nothing about the session. */
  private static boolean isSame(SessionFacts before, SessionFacts now) {
    return before.shares().equals(now.shares()) && before.sessionData().equals(now.sessionData());
  }

  /** The app hears of a session's latest version. */
  void tellUpdated(ActiveSession session, Optional<Proposal.Kind> kind) {
    SessionFacts now = session.facts();
    seat.mail()
        .put(
            Optional.of(now.id()),
            new Mail.Own(
                new Input.StateUpdated(
                    new StateUpdate(
                        now.version(),
                        SessionForms.allocations(now.shares().orElse(List.of())),
                        kind,
                        now.sessionData().filter(text -> !text.isEmpty()))),
                Optional.of(session)));
  }

  /** This seat's app has replaced a session's shares. */
  void submitted(Operation.SubmitState state, long version) {
    SessionId id = state.sessionId();
    Optional<ActiveSession> known = seat.sessions().find(id);
    if (known.isPresent()) {
      SessionFacts before = known.get().facts();
      updated(
          new SessionFacts(
              id,
              before.definition(),
              version,
              true,
              Optional.of(state.allocations()),
              state.sessionData()));
      neighbours.updated(seat.wallet(), known.get().facts());
    }
  }

  /** This seat's app has closed a session. */
  void closedHere(SessionId id, long version, List<Allocation> finalShares) {
    Optional<ActiveSession> known = seat.sessions().find(id);
    closed(id, version, Optional.of(finalShares), true);
    known.ifPresent(session -> neighbours.closed(seat.wallet(), session.facts(), finalShares));
  }

  /** A session is over; nothing happens if that is known. */
  void closed(
      SessionId id, long version, Optional<List<Allocation>> finalShares, boolean byThisSeat) {
    Optional<ActiveSession> known =
        seat.sessions().find(id).filter(session -> session.facts().open());
    if (known.isEmpty()) {
      return;
    }
    ActiveSession session = known.get();
    List<Allocation> shares =
        finalShares
            .filter(told -> !told.isEmpty())
            .or(() -> onlyClose(session))
            .or(() -> session.facts().shares())
            .orElse(List.of());
    session.close(version, shares);
    seat.sessions().closed(id);
    seat.timers().cancelAll(new TimerOwner.Session(id));
    deliveries.over(session);
    seat.report().tell((at, name) -> new HostEvent.SessionClosed(at, name, id, shares, byThisSeat));
    seat.mail()
        .put(
            Optional.of(id),
            new Mail.Own(new Input.SessionClosed(SessionForms.allocations(shares)), known));
  }

  /** Nodes do not tell the shares of closed sessions; who has signed one close knows them. */
  private static Optional<List<Allocation>> onlyClose(ActiveSession session) {
    Set<List<Allocation>> signed = session.closesSigned();
    return signed.size() == 1 ? Optional.of(signed.iterator().next()) : Optional.empty();
  }

  /** A new session's shares are known to those who signed it, also where the node tells none. */
  private SessionFacts facts(SessionSnapshot snapshot) {
    Optional<List<Allocation>> shares = snapshot.allocations();
    if (snapshot.open() && snapshot.version() == FIRST_VERSION) {
      shares = seat.sessions().signedShares(snapshot.sessionId()).or(snapshot::allocations);
    }
    return new SessionFacts(
        snapshot.sessionId(),
        snapshot.definition(),
        snapshot.version(),
        snapshot.open(),
        shares,
        seat.sessionData(snapshot));
  }
}
