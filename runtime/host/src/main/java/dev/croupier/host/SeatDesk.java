package dev.croupier.host;

import dev.croupier.app.Allocation;
import dev.croupier.app.ConnectionStatus;
import dev.croupier.app.MessageRefusedException;
import dev.croupier.app.SessionRequest;
import dev.croupier.app.SessionTerms;
import dev.croupier.client.Operation;
import dev.croupier.host.engine.InstanceLostException;
import dev.croupier.host.engine.InstanceNews;
import dev.croupier.host.engine.SeatView;
import dev.croupier.host.message.MessageSchemas;
import dev.croupier.protocol.SessionId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one instance of a seat's app may ask at once. The loop refreshes it before each turn, so
 * that a turn in a lane with a thread sees the connection as it stood then, and the sessions as
 * they stood when it first asked for them, whatever the loop does meanwhile.
 */
final class SeatDesk implements SeatView {

  private final SeatContext seat;
  private final String app;
  private final MessageSchemas schemas;
  private final SeatRandom random;
  private volatile ConnectionStatus status;
  private volatile @Nullable List<String> sessions;

  SeatDesk(SeatContext seat, AppVersion version, SeatRandom random) {
    this.seat = seat;
    this.app = version.app().name();
    this.schemas = version.schemas();
    this.random = random;
    this.status = seat.connection().status();
  }

  /** Takes a new look at what changes. Called on the loop. */
  void refresh() {
    status = seat.connection().status();
    sessions = null;
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
    return status;
  }

  @Override
  public List<String> activeSessions() {
    List<String> seen = sessions;
    if (seen == null) {
      seen = seat.sessions().openIds().stream().map(SessionId::toString).toList();
      sessions = seen;
    }
    return seen;
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
            random.nonce(timeMs),
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

  @Override
  public void checkOutgoing(String type, String dataJson) {
    Optional<String> problem = schemas.problem(type, dataJson);
    if (problem.isPresent()) {
      throw new MessageRefusedException(type, problem.get());
    }
  }

  @Override
  public String secret() {
    return random.secret();
  }

  @Override
  public void report(InstanceNews news) {
    switch (news) {
      case InstanceNews.Ended(String reason, String location) ->
          seat.report()
              .tell((at, name) -> new HostEvent.WorkerEnded(at, name, app, reason, location));
      case InstanceNews.Restarted(long tookMs) ->
          seat.report().tell((at, name) -> new HostEvent.WorkerRestarted(at, name, app, tookMs));
      case InstanceNews.Lost(String reason) -> {
        InstanceLostException lost = new InstanceLostException(reason);
        seat.tasks()
            .execute(
                () -> {
                  throw lost;
                });
      }
    }
  }
}
