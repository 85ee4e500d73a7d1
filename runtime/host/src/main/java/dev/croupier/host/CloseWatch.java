package dev.croupier.host;

import dev.croupier.client.RelayedMessage;
import dev.croupier.client.SessionSnapshot;
import dev.croupier.host.delivery.ControlJson;
import dev.croupier.host.delivery.ControlMessage;
import dev.croupier.host.delivery.ControlMessage.CloseNotice;
import dev.croupier.host.guard.SessionFacts;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.SessionId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the participants on other hosts know of a close, of which nodes tell only the closer
 * (clearnode-0.x 10.4), and finds out about those of others. An announcement closes nothing: it
 * makes this seat ask the node, at once and then less and less often until the session is closed or
 * the announced close cannot be sent any more. Without any, the seat's open sessions are compared
 * with the node's once a minute, or as {@link WatchLimits} says. Runs on the seat's loop.
 */
final class CloseWatch {

  private static final Logger LOG = LoggerFactory.getLogger(CloseWatch.class);

  /** The pause after the first look; it doubles with each. */
  private static final long FIRST_PAUSE_MS = 100;

  private static final long LONGEST_PAUSE_MS = 10_000;

  /** The time between two looks at a session, however often its close is announced. */
  private static final long SHORTEST_MS = 1_000;

  private static final long NEVER = Long.MAX_VALUE;

  private final SeatContext seat;
  private final SessionLifecycle lifecycle;
  private final Deliveries deliveries;
  private final Neighbours neighbours;
  private final OpenSessions open;
  private final Map<SessionId, Watched> watched = new LinkedHashMap<>();
  private boolean online;
  private long checkAtMs = NEVER;

  CloseWatch(
      SeatContext seat,
      SessionLifecycle lifecycle,
      Deliveries deliveries,
      Neighbours neighbours,
      OpenSessions open) {
    this.seat = seat;
    this.lifecycle = lifecycle;
    this.deliveries = deliveries;
    this.neighbours = neighbours;
    this.open = open;
  }

  /** This seat is about to close a session. */
  void closing(SessionFacts session, List<Allocation> shares) {
    say(session.id(), new CloseNotice(false, session.version() + 1, shares));
  }

  /** The node has confirmed this seat's close. */
  void closed(SessionId id, long version, List<Allocation> shares) {
    say(id, new CloseNotice(true, version, shares));
  }

  private void say(SessionId id, CloseNotice notice) {
    seat.sessions()
        .find(id)
        .filter(session -> neighbours.notAll(session.facts()))
        .ifPresent(session -> deliveries.say(session, notice));
  }

  /**
   * Another participant has said something about its session.
   *
   * @throws dev.croupier.host.delivery.UnreadableControlException if it announces a close and
   *     cannot be read
   */
  void heard(ActiveSession session, RelayedMessage message) {
    boolean announced =
        message.type().equals(ControlMessage.CLOSING)
            || message.type().equals(ControlMessage.CLOSED);
    if (announced
        && session.facts().open()
        && ControlJson.read(message.type(), message.dataJson()) instanceof CloseNotice notice) {
      long nowMs = seat.clock().millis();
      Watched watch = watched.computeIfAbsent(session.id(), id -> new Watched());
      if (fits(session.facts(), notice.allocations())) {
        watch.announced = Optional.of(notice.allocations());
      }
      watch.untilMs = nowMs + seat.limits().watch().close().toMillis();
      watch.pauseMs = FIRST_PAUSE_MS;
      watch.nextMs = Math.min(watch.nextMs, Math.max(nowMs, watch.lastMs + SHORTEST_MS));
    }
  }

  /** Announced shares stand in for the node's word only if nothing appears or disappears. */
  private static boolean fits(SessionFacts session, List<Allocation> announced) {
    return session.shares().map(CloseWatch::totals).equals(Optional.of(totals(announced)))
        && session
            .definition()
            .participants()
            .containsAll(announced.stream().map(Allocation::participant).toList());
  }

  private static Map<String, Amount> totals(List<Allocation> shares) {
    Map<String, Amount> totals = new HashMap<>();
    for (Allocation share : shares) {
      if (share.amount().signum() < 0) {
        return Map.of();
      }
      totals.merge(share.asset(), share.amount(), Amount::plus);
    }
    return totals;
  }

  /** There is a connection: what was missed is found out soon. */
  void connected() {
    online = true;
    long nowMs = seat.clock().millis();
    // Sessions are read at every login anyway.
    checkAtMs = nowMs + seat.limits().watch().sessions().toMillis();
    watched.values().forEach(watch -> watch.nextMs = nowMs);
  }

  void disconnected() {
    online = false;
  }

  /**
   * Asks what is to be asked now.
   *
   * @param nowMs the time
   * @return how much was done
   */
  int due(long nowMs) {
    watched
        .entrySet()
        .removeIf(entry -> entry.getValue().untilMs <= nowMs || !isOpen(entry.getKey()));
    if (!online) {
      return 0;
    }
    int done = 0;
    for (Map.Entry<SessionId, Watched> entry : List.copyOf(watched.entrySet())) {
      if (entry.getValue().nextMs <= nowMs) {
        entry.getValue().looked(nowMs);
        look(entry.getKey());
        done++;
      }
    }
    if (checkAtMs <= nowMs) {
      checkAtMs = nowMs + seat.limits().watch().sessions().toMillis();
      check();
      done++;
    }
    return done;
  }

  private boolean isOpen(SessionId id) {
    return seat.sessions().find(id).filter(session -> session.facts().open()).isPresent();
  }

  private void look(SessionId id) {
    CompletableFuture<?> _ =
        seat.connection()
            .session(id)
            .handleAsync(
                (snapshot, error) -> {
                  if (error == null) {
                    snapshot.ifPresent(this::told);
                  } else {
                    LOG.debug("session {} could not be looked at", id, error);
                  }
                  return id;
                },
                seat.tasks());
  }

  /** The node told a session's state; what was announced stands in for shares it does not tell. */
  void told(SessionSnapshot snapshot) {
    lifecycle.told(
        snapshot,
        Optional.ofNullable(watched.get(snapshot.sessionId())).flatMap(watch -> watch.announced));
  }

  private void check() {
    CompletableFuture<?> _ =
        open.compare(false)
            .handleAsync(
                (found, error) -> {
                  if (error == null) {
                    found.news().forEach(this::told);
                  } else {
                    LOG.debug("the open sessions could not be compared", error);
                  }
                  return open;
                },
                seat.tasks());
  }

  /** When to ask next; nothing can be asked while there is no connection. */
  OptionalLong nextDueMs() {
    return online
        ? LongStream.concat(
                LongStream.of(checkAtMs),
                watched.values().stream().mapToLong(watch -> watch.nextMs))
            .min()
        : OptionalLong.empty();
  }

  /** A session whose close was announced. */
  private static final class Watched {
    private Optional<List<Allocation>> announced = Optional.empty();
    private long untilMs;
    private long pauseMs = FIRST_PAUSE_MS;
    private long nextMs = NEVER;
    private long lastMs = Long.MIN_VALUE / 2;

    void looked(long nowMs) {
      lastMs = nowMs;
      nextMs = nowMs + pauseMs;
      pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
    }
  }
}
