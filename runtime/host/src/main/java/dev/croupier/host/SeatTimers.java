package dev.croupier.host;

import dev.croupier.host.turn.Effect;
import dev.croupier.protocol.ProtocolException;
import dev.croupier.protocol.SessionId;
import java.util.Optional;

/** Sets and removes an app's timers as its turns ask. Runs on the seat's loop. */
final class SeatTimers {

  private final SeatContext seat;

  SeatTimers(SeatContext seat) {
    this.seat = seat;
  }

  /**
   * @param effect any effect; only those on timers do something here
   * @param origin the session whose turn asked
   * @param timeMs the time of the turn
   */
  void apply(Effect effect, Optional<ActiveSession> origin, long timeMs) {
    switch (effect) {
      case Effect.SetTimer timer -> set(timer, origin, timeMs);
      case Effect.CancelTimer timer -> cancel(timer, origin);
      default -> {}
    }
  }

  private void set(Effect.SetTimer timer, Optional<ActiveSession> origin, long timeMs) {
    Optional<SessionId> owner;
    try {
      owner = timer.sessionId().map(SessionId::parse);
    } catch (ProtocolException e) {
      refuse("setTimer", timer.name(), origin, "invalid-value", String.valueOf(e.getMessage()));
      return;
    }
    if (owner.isPresent() && !seat.sessions().openIds().contains(owner.get())) {
      refuse("setTimer", timer.name(), origin, "session-not-active", "its session is not active");
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

  private void cancel(Effect.CancelTimer timer, Optional<ActiveSession> origin) {
    try {
      seat.timers().cancel(timer.sessionId().map(SessionId::parse), timer.name());
    } catch (ProtocolException e) {
      refuse("cancelTimer", timer.name(), origin, "invalid-value", String.valueOf(e.getMessage()));
    }
  }

  private void refuse(
      String call, String timer, Optional<ActiveSession> origin, String code, String reason) {
    seat.report()
        .tell(
            (at, name) ->
                new HostEvent.CallFailed(
                    at,
                    name,
                    origin.map(ActiveSession::id),
                    call,
                    code,
                    "timer \"" + timer + "\": " + reason));
  }
}
