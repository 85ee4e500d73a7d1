package dev.croupier.rpc.messages;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.SessionId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The open sessions in which messages were sent lately, kept in memory so that a message costs no
 * database access. Safe for concurrent use.
 */
public final class RelayedSessions {
  private final int capacity;
  private final int rememberedIds;
  private final Map<SessionId, RelayedSession> byId = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param capacity how many sessions to keep; the one longest unused gives way, and with it the
   *     memory of its request ids
   * @param rememberedIds how many request ids to remember of each sender in each session
   */
  public RelayedSessions(int capacity, int rememberedIds) {
    this.capacity = capacity;
    this.rememberedIds = rememberedIds;
  }

  /**
   * @param id id of a session
   * @return the session, or null if it must be looked up
   */
  public synchronized @Nullable RelayedSession find(SessionId id) {
    return byId.get(id);
  }

  /**
   * Takes a session in that was looked up and found open.
   *
   * @param id id of the session
   * @param participants the wallets that take part
   * @return its entry, which may have been there already
   */
  public synchronized RelayedSession add(SessionId id, Collection<Address> participants) {
    RelayedSession known = byId.get(id);
    if (known != null) {
      return known;
    }
    RelayedSession added = new RelayedSession(id, participants, rememberedIds);
    byId.put(id, added);
    if (byId.size() > capacity) {
      SessionId oldest = byId.keySet().iterator().next();
      byId.remove(oldest);
    }
    return added;
  }

  /**
   * @return how many sessions are kept
   */
  public synchronized int count() {
    return byId.size();
  }

  /**
   * Drops a session that was closed: whoever still holds its entry delivers nothing more.
   *
   * @param id id of the session
   */
  public synchronized void close(SessionId id) {
    RelayedSession closed = byId.remove(id);
    if (closed != null) {
      closed.close();
    }
  }
}
