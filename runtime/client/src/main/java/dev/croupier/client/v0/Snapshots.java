package dev.croupier.client.v0;

import dev.croupier.client.SessionDefinition;
import dev.croupier.client.SessionSnapshot;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.v0.session.AppSession;
import dev.croupier.protocol.v0.session.SessionStatus;
import java.util.List;
import java.util.Optional;

/** Turns sessions as the wire shows them into snapshots. */
final class Snapshots {
  private final KnownSessions known;

  Snapshots(KnownSessions known) {
    this.known = known;
  }

  /**
   * @throws dev.croupier.protocol.ProtocolException if a participant is not an address
   */
  SessionSnapshot of(AppSession session, Optional<List<Allocation>> allocations) {
    known.remember(session);
    String sessionData = session.sessionData();
    return new SessionSnapshot(
        session.id(),
        new SessionDefinition(
            known.applicationOf(session.id()).orElse(""),
            session.definition().participantAddresses(),
            session.weights(),
            session.quorum(),
            session.challenge(),
            session.nonce()),
        session.version(),
        session.status() == SessionStatus.OPEN,
        sessionData == null ? "" : sessionData,
        allocations);
  }
}
