package dev.croupier.host.journal;

import dev.croupier.app.StateUpdate;
import dev.croupier.host.journal.SessionMemory.SentMemory;
import dev.croupier.host.journal.SessionMemory.TimerMemory;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.SentMessage;
import dev.croupier.host.turn.SentRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a seat's journal says about the time before: a fold over its records, from the beginning or
 * from a snapshot of it. Not safe for use by many threads.
 */
public final class SeatMemory {

  /**
   * For how long a payment is remembered after it was booked, or after the oldest one whose outcome
   * is open has left: the node's clock may differ, and equal payments must be told apart.
   */
  public static final long PAID_MS = 120_000;

  /** How many payments are remembered. */
  public static final int MOST_PAID = 10_000;

  /** The code of calls that the node may have done all the same. */
  private static final String UNKNOWN = "outcome-unknown";

  private final Map<String, SessionMemory> sessions = new LinkedHashMap<>();
  private final Map<CallKey, OpenCall> calls = new LinkedHashMap<>();
  private final Deque<PaidMemory> paid = new ArrayDeque<>();
  private final Set<String> touched = new LinkedHashSet<>();
  private long lastRequestId;

  /** Of a seat that has done nothing yet. */
  public SeatMemory() {}

  /**
   * @return an equal one that changes no more when this one does
   */
  public SeatMemory copy() {
    SeatMemory copy = new SeatMemory();
    sessions.forEach((id, session) -> copy.sessions.put(id, session.copy()));
    copy.calls.putAll(calls);
    copy.paid.addAll(paid);
    copy.lastRequestId = lastRequestId;
    return copy;
  }

  /**
   * Takes in what a turn has done.
   *
   * @param record the seat's next record
   */
  public void add(JournalRecord record) {
    record.session().ifPresent(id -> input(id, record));
    switch (record.input()) {
      case Input.Answered answered -> answered(record, answered);
      case Input.RequestSettled settled -> settled(record.timeMs(), settled);
      case Input.Leaving leaving ->
          calls.computeIfPresent(
              new CallKey(record.run(), record.lane(), leaving.callId()),
              (key, call) -> call.leaving(leaving.request()));
      default -> {}
    }
    for (Effect effect : record.effects()) {
      take(record, effect);
    }
    record
        .session()
        .filter(id -> record.input() instanceof Input.SessionClosed)
        .ifPresent(this::closed);
  }

  private void input(String id, JournalRecord record) {
    if (record.input() instanceof Input.SessionCreated) {
      sessions.computeIfAbsent(id, SessionMemory::new);
    }
    SessionMemory session = sessions.get(id);
    if (session == null) {
      return;
    }
    touched.add(id);
    session.seen(record.view(), record.sessionVersion());
    record.stateJson().ifPresent(session::state);
    // A version that was replaced still takes the answers to its calls; that is no step back.
    // An operator's request is handled by no version at all, nor is what the host itself does.
    if (!(record.input() instanceof Input.Answered)
        && !(record.input() instanceof Input.Operator)
        && !(record.input() instanceof Input.Leaving)) {
      session.handledBy(new CodeVersion(record.codeHash(), record.version()));
    }
    switch (record.input()) {
      case Input.MessageReceived message -> session.handled(message.sender(), message.requestId());
      case Input.TimerFired timer -> session.timerGone(timer.name());
      case Input.SessionCreated() -> session.told(Math.max(1, record.sessionVersion()));
      case Input.StateUpdated(StateUpdate update) -> session.told(update.version());
      default -> {}
    }
  }

  private void answered(JournalRecord record, Input.Answered answered) {
    OpenCall call = calls.remove(new CallKey(record.run(), record.lane(), answered.callId()));
    if (call != null
        && call.effect() instanceof Effect.SendMessage send
        && answered.result() instanceof Input.CallResult.Failed) {
      open(send.sessionId())
          .ifPresent(session -> session.notSent(record.run(), record.lane(), send.callId()));
    }
    if (call != null
        && call.effect() instanceof Effect.Transfer transfer
        && call.request().isPresent()) {
      boolean booked = answered.result() instanceof Input.CallResult.Succeeded;
      boolean unknown =
          answered.result() instanceof Input.CallResult.Failed failed
              && failed.code().equals(UNKNOWN);
      paid(record.timeMs(), transfer, call.request().get(), booked, unknown);
    }
  }

  private void settled(long timeMs, Input.RequestSettled settled) {
    OpenCall call = calls.remove(new CallKey(settled.run(), settled.lane(), settled.callId()));
    if (call != null
        && call.effect() instanceof Effect.Transfer transfer
        && call.request().isPresent()) {
      boolean unknown = settled.request().code().equals(UNKNOWN);
      paid(timeMs, transfer, call.request().get(), settled.request().done(), unknown);
    }
  }

  private void paid(
      long timeMs, Effect.Transfer transfer, SentRequest request, boolean booked, boolean unknown) {
    if (booked || unknown) {
      paid.addLast(
          new PaidMemory(
              transfer.destination(),
              transfer.asset(),
              transfer.amount(),
              request.timeMs(),
              booked ? timeMs : Math.max(timeMs, request.expiresAtMs()),
              booked));
      long neededMs = Math.min(timeMs, oldestOpenPaymentMs()) - PAID_MS;
      paid.removeIf(payment -> payment.doneAtMs() < neededMs);
      if (paid.size() > MOST_PAID) {
        paid.removeFirst();
      }
    }
  }

  private long oldestOpenPaymentMs() {
    return calls.values().stream()
        .filter(call -> call.effect() instanceof Effect.Transfer)
        .mapToLong(OpenCall::timeMs)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private void take(JournalRecord record, Effect effect) {
    switch (effect) {
      case Effect.Call call -> call(record, call);
      case Effect.SetTimer timer ->
          timer
              .sessionId()
              .flatMap(this::open)
              .ifPresent(session -> session.timerSet(timer(record.timeMs(), timer)));
      case Effect.CancelTimer timer ->
          timer.sessionId().flatMap(this::open).ifPresent(s -> s.timerGone(timer.name()));
      default -> {}
    }
  }

  private void call(JournalRecord record, Effect.Call call) {
    Optional<SentMessage> stamp =
        record.sent().stream().filter(sent -> sent.callId() == call.callId()).findFirst();
    calls.put(
        new CallKey(record.run(), record.lane(), call.callId()),
        new OpenCall(
            record.run(),
            record.lane(),
            record.session(),
            record.timeMs(),
            call,
            stamp,
            Optional.empty()));
    if (stamp.isPresent() && call instanceof Effect.SendMessage message) {
      lastRequestId = Math.max(lastRequestId, stamp.get().requestId());
      open(message.sessionId())
          .ifPresent(session -> session.sent(SentMemory.of(record, stamp.get(), message)));
    }
  }

  private Optional<SessionMemory> open(String id) {
    Optional<SessionMemory> session = Optional.ofNullable(sessions.get(id));
    session.ifPresent(known -> touched.add(id));
    return session;
  }

  /** As the host sets it, see {@code SeatTimers}. */
  private static TimerMemory timer(long timeMs, Effect.SetTimer timer) {
    long delayMs = Math.max(0, timer.delayMs());
    long dueMs = delayMs > Long.MAX_VALUE - timeMs ? Long.MAX_VALUE : timeMs + delayMs;
    return new TimerMemory(timer.name(), dueMs, timer.dataJson());
  }

  private void closed(String id) {
    if (sessions.remove(id) != null) {
      touched.add(id);
    }
  }

  /**
   * @return the sessions that were created and whose end was not handled yet, by id, oldest first
   */
  public Map<String, SessionMemory> sessions() {
    return Collections.unmodifiableMap(sessions);
  }

  /**
   * @return the calls that no record answers, in the order they were asked
   */
  public List<OpenCall> calls() {
    return List.copyOf(calls.values());
  }

  /**
   * @return the payments of not long ago that were booked or may have been, in the order in which
   *     that was recorded
   */
  public List<PaidMemory> paid() {
    return List.copyOf(paid);
  }

  /**
   * @return the highest request id of a message of this seat's, 0 if it has sent none
   */
  public long lastRequestId() {
    return lastRequestId;
  }

  /** Puts in what a snapshot says. */
  void restore(SessionMemory session) {
    sessions.put(session.id(), session);
  }

  /** Puts in what a snapshot says. */
  void restore(long requestId, List<OpenCall> open, List<PaidMemory> payments) {
    lastRequestId = requestId;
    paid.addAll(payments);
    open.forEach(
        call -> calls.put(new CallKey(call.run(), call.lane(), call.effect().callId()), call));
  }

  /**
   * @return how many sessions have changed or gone since {@link #takeTouched}
   */
  int touched() {
    return touched.size();
  }

  /**
   * @return about how long the snapshots of the sessions are that have changed since {@link
   *     #takeTouched}
   */
  long touchedChars() {
    long chars = 0;
    for (String id : touched) {
      SessionMemory session = sessions.get(id);
      chars += session == null ? 0 : session.chars();
    }
    return chars;
  }

  /**
   * @return the sessions that have changed or gone since the last call
   */
  List<String> takeTouched() {
    List<String> ids = new ArrayList<>(touched);
    touched.clear();
    return ids;
  }

  private record CallKey(String run, int lane, long callId) {}
}
