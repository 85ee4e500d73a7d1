package dev.croupier.host;

import dev.croupier.host.guard.SessionBook;
import dev.croupier.host.guard.SessionFacts;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.SessionId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sessions a seat takes part in. Changed on the seat's loop only; {@link #openIds} may be read
 * anywhere.
 */
final class SeatSessions implements SessionBook {

  private static final int REMEMBERED = 1_024;

  private final int rememberedMessages;
  private final Map<SessionId, ActiveSession> active = new LinkedHashMap<>();
  private final Map<SessionId, Boolean> over = new Latest<>();
  private final Map<SessionId, List<Allocation>> signed = new Latest<>();

  /** The open ones, oldest first. Guarded by itself, since other threads ask too. */
  private final Set<SessionId> open = new LinkedHashSet<>();

  /** The open ones as they were last asked for, null if that has changed. Guarded by them. */
  private @Nullable List<SessionId> openIds;

  /**
   * @param rememberedMessages how many handled messages are remembered of each sender in a session
   */
  SeatSessions(int rememberedMessages) {
    this.rememberedMessages = rememberedMessages;
  }

  @Override
  public Optional<SessionFacts> facts(SessionId id) {
    return find(id).map(ActiveSession::facts);
  }

  @Override
  public Optional<Map<String, Amount>> paidIn(SessionId id) {
    return find(id).flatMap(ActiveSession::paidIn);
  }

  /** Whatever was known may be out of date now. */
  void doubtAll() {
    active.values().forEach(ActiveSession::doubt);
  }

  Optional<ActiveSession> find(SessionId id) {
    return Optional.ofNullable(active.get(id));
  }

  boolean isOver(SessionId id) {
    return over.containsKey(id);
  }

  ActiveSession add(SessionFacts facts) {
    ActiveSession session = new ActiveSession(facts, rememberedMessages);
    active.put(facts.id(), session);
    if (facts.open()) {
      synchronized (open) {
        open.add(facts.id());
        openIds = null;
      }
    }
    return session;
  }

  /** Forgets a session whose end its app has handled. */
  void remove(SessionId id) {
    active.remove(id);
    over.put(id, true);
    closed(id);
  }

  /** Says that a session is open no more. */
  void closed(SessionId id) {
    synchronized (open) {
      if (open.remove(id)) {
        openIds = null;
      }
    }
  }

  /**
   * Lists the open sessions. The list is made when it is asked for, so that opening and closing one
   * session costs the same however many there are.
   *
   * @return the open sessions, oldest first
   */
  List<SessionId> openIds() {
    synchronized (open) {
      List<SessionId> known = openIds;
      if (known == null) {
        known = List.copyOf(open);
        openIds = known;
      }
      return known;
    }
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
