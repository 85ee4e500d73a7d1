package dev.croupier.host;

import dev.croupier.host.guard.SessionBook;
import dev.croupier.host.guard.SessionFacts;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.SessionId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sessions a seat takes part in. Changed on the seat's loop only; {@link #openIds} may be read
 * anywhere.
 */
final class SeatSessions implements SessionBook {

  private static final int REMEMBERED = 1_024;

  private final Map<SessionId, ActiveSession> active = new LinkedHashMap<>();
  private final Map<SessionId, Boolean> over = new Latest<>();
  private final Map<SessionId, List<Allocation>> signed = new Latest<>();
  private volatile List<SessionId> openIds = List.of();

  @Override
  public Optional<SessionFacts> facts(SessionId id) {
    return find(id).map(ActiveSession::facts);
  }

  Optional<ActiveSession> find(SessionId id) {
    return Optional.ofNullable(active.get(id));
  }

  boolean isOver(SessionId id) {
    return over.containsKey(id);
  }

  ActiveSession add(SessionFacts facts) {
    ActiveSession session = new ActiveSession(facts);
    active.put(facts.id(), session);
    refresh();
    return session;
  }

  /** Forgets a session whose end its app has handled. */
  void remove(SessionId id) {
    active.remove(id);
    over.put(id, true);
    refresh();
  }

  /** Says that sessions were opened or closed. */
  void refresh() {
    openIds =
        active.values().stream()
            .filter(session -> session.facts().open())
            .map(ActiveSession::id)
            .toList();
  }

  /**
   * @return the open sessions, oldest first
   */
  List<SessionId> openIds() {
    return openIds;
  }

  /** Remembers what a session will hold that this seat has signed and not created itself. */
  void rememberSigned(SessionId id, List<Allocation> shares) {
    signed.put(id, shares);
  }

  /**
   * @return what this seat has signed for a new session, empty if it has signed nothing
   */
  Optional<List<Allocation>> signedShares(SessionId id) {
    return Optional.ofNullable(signed.get(id));
  }

  /** Keeps the latest entries. */
  private static final class Latest<V> extends LinkedHashMap<SessionId, V> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.@Nullable Entry<SessionId, V> eldest) {
      return size() > REMEMBERED;
    }
  }
}
