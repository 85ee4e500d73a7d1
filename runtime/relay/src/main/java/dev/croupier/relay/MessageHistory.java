package dev.croupier.relay;

import dev.croupier.protocol.SessionId;
import dev.croupier.rpc.messages.MessageArchive;
import dev.croupier.rpc.messages.RelayedSession;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The latest messages of all sessions, for those who come back: bounded by age, by number and size
 * within a session, and by size in all; the oldest go first. Safe for concurrent use.
 */
final class MessageHistory implements MessageArchive {
  private final long lifetimeMs;
  private final int mostMessages;
  private final long mostCharsPerSession;
  private final long mostChars;

  private final Map<Long, Kept> all = new LinkedHashMap<>();
  private final Map<SessionId, Messages> bySession = new HashMap<>();
  private long lastNumber;
  private long chars;
  private long forgottenMs;

  private record Kept(long number, SessionId session, long timestampMs, String frame) {}

  private static final class Messages {
    final Deque<Kept> kept = new ArrayDeque<>();
    long chars;
    long forgottenMs;
  }

  /**
   * @param lifetime how long messages are kept; zero keeps none
   * @param limits how many and how much
   * @param startMs the time; nothing is known of before
   */
  MessageHistory(Duration lifetime, RelayLimits limits, long startMs) {
    this.lifetimeMs = lifetime.toMillis();
    this.mostMessages = limits.historyMessages();
    this.mostCharsPerSession = limits.historyCharsPerSession();
    this.mostChars = limits.historyChars();
    this.forgottenMs = startMs;
  }

  @Override
  public synchronized void keep(RelayedSession session, long timestampMs, String frame) {
    Messages messages = bySession.computeIfAbsent(session.id(), id -> new Messages());
    Kept added = new Kept(++lastNumber, session.id(), timestampMs, frame);
    messages.kept.add(added);
    messages.chars += frame.length();
    all.put(added.number(), added);
    chars += frame.length();
    while (messages.kept.size() > mostMessages || messages.chars > mostCharsPerSession) {
      dropOldestOf(messages);
    }
    while (!all.isEmpty()) {
      Kept oldest = all.values().iterator().next();
      if (chars <= mostChars && timestampMs - oldest.timestampMs() < lifetimeMs) {
        break;
      }
      Messages others = bySession.get(oldest.session());
      if (others != null) {
        dropOldestOf(others);
      }
    }
    if (messages.kept.isEmpty()) {
      leave(session.id(), messages);
    }
  }

  private void dropOldestOf(Messages messages) {
    Kept oldest = messages.kept.remove();
    all.remove(oldest.number());
    messages.chars -= oldest.frame().length();
    chars -= oldest.frame().length();
    messages.forgottenMs = Math.max(messages.forgottenMs, oldest.timestampMs());
    if (messages.kept.isEmpty()) {
      leave(oldest.session(), messages);
    }
  }

  /** What is no longer known of one session alone is then not known of any. */
  private void leave(SessionId session, Messages messages) {
    bySession.remove(session, messages);
    forgottenMs = Math.max(forgottenMs, messages.forgottenMs);
  }

  /** Forgets a session that is closed. */
  synchronized void forget(SessionId session) {
    Messages messages = bySession.remove(session);
    if (messages != null) {
      messages.kept.forEach(kept -> all.remove(kept.number()));
      chars -= messages.chars;
    }
  }

  /**
   * What is kept of a session.
   *
   * @param frames the frames of its messages, oldest first
   * @param complete whether no message since then is missing
   */
  record Extract(List<String> frames, boolean complete) {
    Extract {
      frames = List.copyOf(frames);
    }
  }

  /**
   * @param session a session
   * @param sinceMs messages with a time before this are left out
   */
  synchronized Extract since(SessionId session, long sinceMs) {
    Messages messages = bySession.get(session);
    List<String> frames = new ArrayList<>();
    long missing = forgottenMs;
    if (messages != null) {
      missing = Math.max(missing, messages.forgottenMs);
      for (Kept kept : messages.kept) {
        if (kept.timestampMs() >= sinceMs) {
          frames.add(kept.frame());
        }
      }
    }
    return new Extract(frames, sinceMs > missing);
  }

  /** How many messages are kept. */
  synchronized int count() {
    return all.size();
  }
}
