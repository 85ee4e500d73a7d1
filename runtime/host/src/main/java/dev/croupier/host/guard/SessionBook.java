package dev.croupier.host.guard;

import dev.croupier.protocol.Amount;
import dev.croupier.protocol.SessionId;
import java.util.Map;
import java.util.Optional;

/** Where the guard looks sessions up: the seat's own record of them, never a request's claim. */
@FunctionalInterface
public interface SessionBook {

  /**
   * @param id a session
   * @return what the seat knows about it, empty if nothing
   */
  Optional<SessionFacts> facts(SessionId id);

  /**
   * @param id a session
   * @return what the seat's wallet has agreed to pay into it so far, by asset; empty if that is not
   *     known
   */
  default Optional<Map<String, Amount>> paidIn(SessionId id) {
    return Optional.empty();
  }
}
