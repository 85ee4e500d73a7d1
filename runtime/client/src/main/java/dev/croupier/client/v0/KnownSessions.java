package dev.croupier.client.v0;

import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.v0.session.AppDefinition;
import dev.croupier.protocol.v0.session.AppSession;
import dev.croupier.protocol.v0.session.SessionProtocol;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was learnt of sessions and is missing from later frames: the application, which
 * notifications leave empty (clearnode-0.x 12), and the session protocol, which decides how states
 * are written (10.3). The sessions not used for longest are forgotten first. Safe for use by many
 * threads.
 */
final class KnownSessions {
  private static final int CAPACITY = 4096;

  private record Facts(String application, String protocol) {}

  private final Map<SessionId, Facts> facts =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SessionId, Facts> eldest) {
          return size() > CAPACITY;
        }
      };

  synchronized void remember(SessionId id, AppDefinition definition) {
    String application = definition.application();
    Facts known = facts.get(id);
    if (application == null || application.isEmpty()) {
      application = known == null ? "" : known.application;
    }
    facts.put(id, new Facts(application, definition.protocol()));
  }

  void remember(AppSession session) {
    remember(session.id(), session.definition());
  }

  synchronized Optional<String> applicationOf(SessionId id) {
    return Optional.ofNullable(facts.get(id)).map(Facts::application);
  }

  /** False for sessions known to be of the older protocol, whose states have no version. */
  synchronized boolean hasVersions(SessionId id) {
    Facts known = facts.get(id);
    return known == null || !known.protocol.equals(SessionProtocol.NITRO_RPC_0_2);
  }
}
