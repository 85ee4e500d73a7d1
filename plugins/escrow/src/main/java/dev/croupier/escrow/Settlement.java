package dev.croupier.escrow;

import dev.croupier.app.Allocation;
import dev.croupier.app.Session;
import java.time.Duration;
import java.util.List;

/**
 * How each of the three ends the session: it proposes its end, and does so again until there are
 * enough signatures. Somebody may be away for a while.
 */
final class Settlement {

  /** The timer after which to propose once more. */
  static final String TIMER = "settle";

  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** Longer than the host collects signatures, in case it is started again meanwhile. */
  private static final Duration COLLECTING = Duration.ofSeconds(40);

  private Settlement() {}

  static void propose(Session session, List<Allocation> shares) {
    session.setTimer(TIMER, COLLECTING);
    session
        .close(shares)
        .handle( // not whenComplete, which would fail again with what is handled here
            (closed, refusal) -> {
              if (refusal != null && session.client().activeSessions().contains(session.id())) {
                session.log("not settled: " + refusal.getMessage());
                session.setTimer(TIMER, PAUSE);
              }
              return refusal == null;
            });
  }
}
