package dev.croupier.host;

import dev.croupier.host.guard.SessionFacts;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.SessionId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The seats of one host at one node. What one of them learns from the node the others hear at once;
 * public nodes tell other participants neither of a new session nor of its end (clearnode-0.x 10.1,
 * 10.4).
 */
final class Neighbours {

  private final Map<Address, SessionNews> seats = new ConcurrentHashMap<>();

  void add(Address wallet, SessionNews seat) {
    seats.put(wallet, seat);
  }

  /** Whether somebody takes part in a session who is no seat of this host. */
  boolean notAll(SessionFacts session) {
    return !seats.keySet().containsAll(session.definition().participants());
  }

  void opened(Address from, SessionFacts session) {
    others(from, session, seat -> seat.opened(session));
  }

  void updated(Address from, SessionFacts session) {
    others(from, session, seat -> seat.updated(session));
  }

  void closed(Address from, SessionFacts session, List<Allocation> finalShares) {
    others(from, session, seat -> seat.closed(session.id(), session.version(), finalShares));
  }

  private void others(Address from, SessionFacts session, Consumer<SessionNews> tell) {
    for (Address participant : session.definition().participants()) {
      SessionNews seat = seats.get(participant);
      if (seat != null && !participant.equals(from)) {
        tell.accept(seat);
      }
    }
  }

  /** A seat that hears of sessions; calls may come from any thread. */
  interface SessionNews {

    /** A session exists. */
    void opened(SessionFacts session);

    /** A session has a new state. */
    void updated(SessionFacts session);

    /** A session is over. */
    void closed(SessionId id, long version, List<Allocation> finalShares);
  }
}
