package dev.croupier.host;

import dev.croupier.app.Allocation;
import dev.croupier.app.ConnectionStatus;
import dev.croupier.app.MessageRefusedException;
import dev.croupier.app.SessionRequest;
import dev.croupier.app.SessionTerms;
import dev.croupier.client.Operation;
import dev.croupier.host.engine.SeatView;
import dev.croupier.host.message.MessageSchemas;
import dev.croupier.protocol.SessionId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What a seat's app may ask at once. */
final class SeatDesk implements SeatView {

  /** Room for this many nonces per millisecond while they stay below 2^53 for 200 years more. */
  private static final int NONCES_PER_MS = 1_000;

  private final SeatContext seat;
  private final MessageSchemas schemas;
  private final RandomGenerator random;
  private long lastNonce;

  SeatDesk(SeatContext seat, MessageSchemas schemas, RandomGenerator random) {
    this.seat = seat;
    this.schemas = schemas;
    this.random = random;
  }

  @Override
  public String name() {
    return seat.config().name();
  }

  @Override
  public String address() {
    return seat.wallet().toString();
  }

  @Override
  public ConnectionStatus status() {
    return seat.connection().status();
  }

  @Override
  public List<String> activeSessions() {
    return seat.sessions().openIds().stream().map(SessionId::toString).toList();
  }

  @Override
  public Map<String, String> contacts() {
    Map<String, String> contacts = new LinkedHashMap<>();
    seat.addressBook().forEach((name, address) -> contacts.put(name, address.toString()));
    return contacts;
  }

  @Override
  public String settingsJson() {
    return seat.config().settingsJson();
  }

  @Override
  public SessionRequest prepareSession(
      SessionTerms terms, List<Allocation> allocations, Optional<String> sessionData, long timeMs) {
    String application =
        terms.application().isBlank() ? seat.config().application() : terms.application();
    SessionRequest asked =
        new SessionRequest(
            new SessionTerms(application, terms.participants(), terms.weights(), terms.quorum()),
            allocations,
            nextNonce(timeMs),
            sessionData,
            "");
    Operation.CreateSession creation = SessionForms.creation(asked);
    return new SessionRequest(
        SessionForms.terms(creation.definition()),
        SessionForms.allocations(creation.allocations()),
        asked.nonce(),
        sessionData,
        seat.signer().writeCreation(creation));
  }

  private long nextNonce(long timeMs) {
    long fresh = timeMs * NONCES_PER_MS + random.nextInt(NONCES_PER_MS);
    lastNonce = Math.max(lastNonce + 1, fresh);
    return lastNonce;
  }

  @Override
  public void checkOutgoing(String type, String dataJson) {
    Optional<String> problem = schemas.problem(type, dataJson);
    if (problem.isPresent()) {
      throw new MessageRefusedException(type, problem.get());
    }
  }
}
