package dev.croupier.rpc.messages;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.SessionId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Knows which sessions are open. Safe for concurrent use. */
@FunctionalInterface
public interface OpenSessions {

  /**
   * Looks for an open session.
   *
   * @param id id of a session
   * @param asker the wallet on whose behalf it is looked for
   * @return completes, at once or on a thread that may do some work, with the session, or empty if
   *     none of that id is open; fails with {@link dev.croupier.rpc.RefusedException} if that
   *     cannot be told
   */
  CompletionStage<Optional<RelayedSession>> find(SessionId id, Address asker);
}
