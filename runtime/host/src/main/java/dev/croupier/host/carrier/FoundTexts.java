package dev.croupier.host.carrier;

import dev.croupier.protocol.SessionId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The latest message found in each session, so that one that is told again is not looked at again.
 * The sessions not heard of for longest are forgotten first. Safe for use by many threads.
 */
final class FoundTexts {

  private static final int SESSIONS = 1_024;

  private final Map<SessionId, String> latest =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SessionId, String> eldest) {
          return size() > SESSIONS;
        }
      };

  /** Takes in a message's signature; says whether it differs from the one before. */
  synchronized boolean isNew(SessionId id, String signature) {
    return !signature.equals(latest.put(id, signature));
  }
}
