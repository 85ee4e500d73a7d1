package dev.croupier.host;

import dev.croupier.host.delivery.Exchange;
import dev.croupier.protocol.SessionId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/**
 * The message traffic of a seat, by session, and when each has something to say. An alarm that has
 * moved to later is left where it was and looked at again when it rings, so that traffic does not
 * pay for it. Runs on the seat's loop.
 */
final class Conversations {

  /** After a connection all sessions are due; turns go on between them. */
  private static final int MOST_AT_ONCE = 64;

  private final SeatContext seat;
  private final Map<SessionId, Conversation> open = new HashMap<>();
  private final PriorityQueue<Alarm> alarms =
      new PriorityQueue<>(
          Comparator.comparingLong(Alarm::dueMs).thenComparing(alarm -> alarm.id().toString()));
  private final Map<SessionId, Long> alarmOf = new HashMap<>();
  private boolean online;
  private int logins;

  Conversations(SeatContext seat) {
    this.seat = seat;
  }

  /** The traffic of an active session. */
  Conversation of(ActiveSession session) {
    return open.computeIfAbsent(
        session.id(),
        id ->
            new Conversation(
                session,
                new Exchange<>(
                    seat.wallet(),
                    session.facts().definition().participants(),
                    seat.limits().delivery(),
                    seat.clock().millis())));
  }

  List<Conversation> all() {
    return List.copyOf(open.values());
  }

  Optional<Conversation> forget(SessionId id) {
    alarmOf.remove(id);
    return Optional.ofNullable(open.remove(id));
  }

  boolean online() {
    return online;
  }

  /** Counts connections, so that a failure can be told to be of an earlier one. */
  int logins() {
    return logins;
  }

  void connected() {
    online = true;
    logins++;
  }

  void disconnected() {
    online = false;
  }

  /** Something was said in a session, so its alarm may have to ring earlier. */
  void touched(Conversation conversation) {
    SessionId id = conversation.session().id();
    OptionalLong due = conversation.exchange().nextDueMs();
    Long set = alarmOf.get(id);
    if (due.isPresent() && (set == null || due.getAsLong() < set)) {
      alarmOf.put(id, due.getAsLong());
      alarms.add(new Alarm(due.getAsLong(), id));
    }
  }

  /** Takes those that have something to say now. */
  List<Conversation> due(long nowMs) {
    List<Conversation> due = new ArrayList<>();
    while (online
        && due.size() < MOST_AT_ONCE
        && !alarms.isEmpty()
        && alarms.element().dueMs() <= nowMs) {
      Alarm alarm = alarms.remove();
      Conversation conversation = open.get(alarm.id());
      if (conversation == null || !alarmOf.remove(alarm.id(), alarm.dueMs())) {
        continue;
      }
      if (conversation.exchange().nextDueMs().orElse(Long.MAX_VALUE) <= nowMs) {
        due.add(conversation);
      } else {
        touched(conversation);
      }
    }
    return due;
  }

  /** When to look again; nothing can be said while there is no connection. */
  OptionalLong nextDueMs() {
    return online && !alarms.isEmpty()
        ? OptionalLong.of(alarms.element().dueMs())
        : OptionalLong.empty();
  }

  private record Alarm(long dueMs, SessionId id) {}
}
