package dev.croupier.host;

import dev.croupier.host.journal.SessionMemory.TimerMemory;
import dev.croupier.host.turn.Effect;
import dev.croupier.protocol.ProtocolException;
import dev.croupier.protocol.SessionId;
import java.util.List;
import java.util.Optional;

/** Sets and removes an app's timers as its turns ask. Runs on the seat's loop. */
final class SeatTimers {

  private final SeatContext seat;

  SeatTimers(SeatContext seat) {
    this.seat = seat;
  }

  /**
   * @param effect any effect; only those on timers do something here
   * @param origin whose turn asked
   * @param timeMs the time of the turn
   */
  void apply(Effect effect, Origin origin, long timeMs) {
    switch (effect) {
      case Effect.SetTimer timer -> set(timer, origin, timeMs);
      case Effect.CancelTimer timer -> cancel(timer, origin);
      default -> {}
    }
  }

  /**
   * Sets a session's timers as they were when the journal ended. Those that have run out since fire
   * at once.
   */
  void restore(SessionId session, List<TimerMemory> timers) {
    TimerOwner owner = new TimerOwner.Session(session);
    timers.stream()
        .limit(seat.limits().timersPerSession())
        .forEach(timer -> seat.timers().set(owner, timer.name(), timer.dueMs(), timer.dataJson()));
  }

  private void set(Effect.SetTimer timer, Origin origin, long timeMs) {
    TimerOwner owner;
    try {
      owner = owner(timer.sessionId(), origin);
    } catch (ProtocolException e) {
      refuse("setTimer", timer.name(), origin, "invalid-value", String.valueOf(e.getMessage()));
      return;
    }
    if (owner instanceof TimerOwner.Session(SessionId id)
        && !seat.sessions().find(id).filter(session -> session.facts().open()).isPresent()) {
      refuse("setTimer", timer.name(), origin, "session-not-active", "its session is not active");
      return;
    }
    if (owner instanceof TimerOwner.Instance && origin.app().run().retired()) {
      refuse(
          "setTimer",
          timer.name(),
          origin,
          "version-replaced",
          "a newer version has taken over; only timers of sessions go on");
      return;
    }
    int limit = seat.limits().timersPerSession();
    if (seat.timers().count(owner) >= limit && !seat.timers().contains(owner, timer.name())) {
      refuse(
          "setTimer", timer.name(), origin, "too-many-timers", limit + " timers are set already");
      return;
    }
    long delayMs = Math.max(0, timer.delayMs());
    long dueMs = delayMs > Long.MAX_VALUE - timeMs ? Long.MAX_VALUE : timeMs + delayMs;
    seat.timers().set(owner, timer.name(), dueMs, timer.dataJson());
  }

  private void cancel(Effect.CancelTimer timer, Origin origin) {
    try {
      seat.timers().cancel(owner(timer.sessionId(), origin), timer.name());
    } catch (ProtocolException e) {
      refuse("cancelTimer", timer.name(), origin, "invalid-value", String.valueOf(e.getMessage()));
    }
  }

  private static TimerOwner owner(Optional<String> session, Origin origin) {
    return session
        .<TimerOwner>map(id -> new TimerOwner.Session(SessionId.parse(id)))
        .orElseGet(() -> origin.app().timerOwner());
  }

  private void refuse(String call, String timer, Origin origin, String code, String reason) {
    seat.report()
        .tell(
            (at, name) ->
                new HostEvent.CallFailed(
                    at,
                    name,
                    origin.sessionId(),
                    call,
                    code,
                    "timer \"" + timer + "\": " + reason));
  }
}
