package dev.croupier.rpc.messages;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.SessionId;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * An open session as the relay needs it. Messages of one session are delivered one at a time, so
 * that all receivers see the same order. Safe for concurrent use.
 */
public final class RelayedSession {
  /** What became of a message. */
  public enum Outcome {
    /** It was handed to the receivers. */
    DELIVERED,
    /** The session has been closed meanwhile. */
    CLOSED,
    /** The sender has used this request id in this session before. */
    REPEATED
  }

  private final SessionId id;
  private final Set<Address> participants;
  private final int rememberedIds;
  private final Map<Address, UsedRequestIds> used = new HashMap<>();
  private boolean open = true;
  private long lastMs;

  RelayedSession(SessionId id, Collection<Address> participants, int rememberedIds) {
    this.id = id;
    this.participants = Collections.unmodifiableSet(new LinkedHashSet<>(participants));
    this.rememberedIds = rememberedIds;
  }

  /**
   * @return id of the session
   */
  public SessionId id() {
    return id;
  }

  /**
   * @return the wallets that take part, each once
   */
  public Set<Address> participants() {
    return participants;
  }

  /**
   * Delivers a message, unless it must not be.
   *
   * @param sender a participant
   * @param requestId id of its request, unsigned
   * @param nowMs the time
   * @param delivery hands the message to the receivers' queues, with the time to put into its
   *     frame: now, or that of the message before if that is later; must not block
   * @return what became of it
   */
  public synchronized Outcome deliver(
      Address sender, long requestId, long nowMs, LongConsumer delivery) {
    if (!open) {
      return Outcome.CLOSED;
    }
    if (!used.computeIfAbsent(sender, any -> new UsedRequestIds(rememberedIds)).use(requestId)) {
      return Outcome.REPEATED;
    }
    lastMs = Math.max(lastMs, nowMs);
    delivery.accept(lastMs);
    return Outcome.DELIVERED;
  }

  /**
   * Does something between two messages.
   *
   * @param action what to do; must not block
   */
  public synchronized void betweenMessages(Runnable action) {
    action.run();
  }

  synchronized void close() {
    open = false;
  }
}
