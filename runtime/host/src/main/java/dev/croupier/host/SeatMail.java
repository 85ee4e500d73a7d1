package dev.croupier.host;

import dev.croupier.host.loop.Mailboxes;
import dev.croupier.protocol.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What waits to become turns of a seat, sorted to its lanes: a session's always to the same one, by
 * its id; the seat's own to lane 0. Within a lane queues take turns: one for each session, one for
 * what belongs to none, and one for all sessions that other code is to handle. Safe for use by many
 * threads.
 */
final class SeatMail {

  /** Which queue of its lane. */
  private sealed interface Queue {
    record Of(SessionId session) implements Queue {}

    enum Rest implements Queue {
      OWN,
      MOVED
    }
  }

  private final List<Mailboxes<Queue, Mail>> lanes = new ArrayList<>();

  /**
   * @param lanes how many lanes there are
   * @param mailboxSize what may wait per session when more is offered from outside
   * @param sessions sessions that may have something from outside waiting, shared out to the lanes
   *     evenly
   */
  SeatMail(int lanes, int mailboxSize, int sessions) {
    for (int lane = 0; lane < lanes; lane++) {
      this.lanes.add(new Mailboxes<>(mailboxSize, Math.ceilDiv(sessions, lanes)));
    }
  }

  int lanes() {
    return lanes.size();
  }

  int laneOf(Optional<SessionId> session) {
    return session.map(id -> Math.floorMod(id.hashCode(), lanes.size())).orElse(0);
  }

  private Mailboxes<Queue, Mail> boxes(Optional<SessionId> session) {
    return lanes.get(laneOf(session));
  }

  private static Queue queue(Optional<SessionId> session) {
    return session.isPresent() ? new Queue.Of(session.get()) : Queue.Rest.OWN;
  }

  /** Adds mail from outside; false if there is too much already. */
  boolean offer(Optional<SessionId> session, Mail mail) {
    return boxes(session).offer(queue(session), mail);
  }

  void put(Optional<SessionId> session, Mail mail) {
    boxes(session).put(queue(session), mail);
  }

  /** Adds mail of no session for an instance in a given lane. */
  void putOwn(int lane, Mail mail) {
    lanes.get(lane).put(Queue.Rest.OWN, mail);
  }

  /**
   * Adds that a session may go on under other code. All of these share one queue of their lane: as
   * many as there are sessions come at once, and messages must not wait for all of them.
   */
  void putMoved(ActiveSession session) {
    boxes(Optional.of(session.id())).put(Queue.Rest.MOVED, new Mail.Moved(session));
  }

  void putFirst(Optional<SessionId> session, Mail mail) {
    boxes(session).putFirst(queue(session), mail);
  }

  void hold(Optional<SessionId> session) {
    boxes(session).hold(queue(session));
  }

  void release(Optional<SessionId> session) {
    boxes(session).release(queue(session));
  }

  List<Mail> drain(Optional<SessionId> session) {
    return boxes(session).drain(queue(session));
  }

  List<Mail> drainAll() {
    List<Mail> all = new ArrayList<>();
    lanes.forEach(lane -> all.addAll(lane.drainAll()));
    return all;
  }

  Optional<Mail> take(int lane) {
    return lanes.get(lane).take();
  }

  /**
   * @return whether nothing can be taken in any lane
   */
  boolean idle() {
    return lanes.stream().allMatch(Mailboxes::idle);
  }
}
