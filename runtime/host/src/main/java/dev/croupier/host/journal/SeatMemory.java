package dev.croupier.host.journal;

import dev.croupier.host.journal.SessionMemory.SentMemory;
import dev.croupier.host.journal.SessionMemory.TimerMemory;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.SentMessage;
import java.util.ArrayList;
import java.util.Collections;
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

  private final Map<String, SessionMemory> sessions = new LinkedHashMap<>();
  private final Map<CallKey, OpenCall> calls = new LinkedHashMap<>();
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
    if (record.input() instanceof Input.Answered answered) {
      answered(record, answered);
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
    // An operator's request is handled by no version at all.
    if (!(record.input() instanceof Input.Answered)
        && !(record.input() instanceof Input.Operator)) {
      session.handledBy(new CodeVersion(record.codeHash(), record.version()));
    }
    switch (record.input()) {
      case Input.MessageReceived message -> session.handled(message.sender(), message.requestId());
      case Input.TimerFired timer -> session.timerGone(timer.name());
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
        new OpenCall(record.run(), record.lane(), record.session(), record.timeMs(), call, stamp));
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
  void restore(long requestId, List<OpenCall> open) {
    lastRequestId = requestId;
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
   * @return the sessions that have changed or gone since the last call
   */
  List<String> takeTouched() {
    List<String> ids = new ArrayList<>(touched);
    touched.clear();
    return ids;
  }

  private record CallKey(String run, int lane, long callId) {}
}
