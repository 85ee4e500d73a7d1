package dev.croupier.client.v0;

import dev.croupier.protocol.ProtocolException;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.ResponseFrame;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * When the latest message of each session was relayed, by the relay's clock. The sessions not heard
 * of for longest are forgotten first. Safe for use by many threads.
 */
final class MessageTimes {
  private static final int CAPACITY = 4096;

  private final Map<SessionId, Long> latestMs =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SessionId, Long> eldest) {
          return size() > CAPACITY;
        }
      };

  void note(ResponseFrame frame) {
    String sid = frame.sid();
    if (sid == null || !frame.payload().method().equals(Method.MESSAGE.wireName())) {
      return;
    }
    try {
      note(SessionId.parse(sid), frame.payload().timestampMs());
    } catch (ProtocolException e) {
      // Whoever reads the message itself tells that it is unusable.
      return;
    }
  }

  private synchronized void note(SessionId session, long timestampMs) {
    latestMs.merge(session, timestampMs, Math::max);
  }

  synchronized void forget(SessionId session) {
    latestMs.remove(session);
  }

  synchronized Map<SessionId, Long> all() {
    return new LinkedHashMap<>(latestMs);
  }
}
