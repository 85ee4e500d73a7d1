package dev.croupier.host;

import dev.croupier.app.Allocation;
import dev.croupier.app.ConnectionStatus;
import dev.croupier.app.CroupierException;
import dev.croupier.app.MessageRefusedException;
import dev.croupier.app.RequestFailedException;
import dev.croupier.app.SessionRequest;
import dev.croupier.app.SessionTerms;
import dev.croupier.host.engine.InstanceNews;
import dev.croupier.host.engine.SeatView;
import dev.croupier.host.turn.SeatRead;
import dev.croupier.host.turn.SeatRead.Preparation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one app instance sees of its seat: every answer it gets during a turn is kept, to be
 * recorded with the turn. Used by one thread at a time.
 *
 * <p>Refusals reach apps as {@link RequestFailedException} with a stable code, whatever rule of the
 * host was broken, so that they can be recorded and given again.
 */
final class RecordingSeat implements SeatView {

  private final SeatView seat;
  private final List<SeatRead> reads = new ArrayList<>();

  RecordingSeat(SeatView seat) {
    this.seat = seat;
  }

  /** A turn begins: what was asked before belongs to none. */
  void begin() {
    reads.clear();
  }

  /**
   * @return what was asked since {@link #begin}, in order
   */
  List<SeatRead> reads() {
    return List.copyOf(reads);
  }

  @Override
  public String name() {
    return seat.name();
  }

  @Override
  public String address() {
    return seat.address();
  }

  @Override
  public ConnectionStatus status() {
    ConnectionStatus answer = seat.status();
    reads.add(new SeatRead.Status(answer));
    return answer;
  }

  @Override
  public List<String> activeSessions() {
    List<String> answer = seat.activeSessions();
    reads.add(new SeatRead.ActiveSessions(answer));
    return answer;
  }

  @Override
  public Map<String, String> contacts() {
    Map<String, String> answer = seat.contacts();
    reads.add(new SeatRead.Contacts(answer));
    return answer;
  }

  @Override
  public String settingsJson() {
    String answer = seat.settingsJson();
    reads.add(new SeatRead.Settings(answer));
    return answer;
  }

  @Override
  public SessionRequest prepareSession(
      SessionTerms terms, List<Allocation> allocations, Optional<String> sessionData, long timeMs) {
    try {
      SessionRequest answer = seat.prepareSession(terms, allocations, sessionData, timeMs);
      reads.add(
          new SeatRead.PreparedSession(
              terms, allocations, sessionData, timeMs, new Preparation.Written(answer)));
      return answer;
    } catch (CroupierException e) {
      var refusal = new Preparation.Refused(FailureCodes.code(e), String.valueOf(e.getMessage()));
      reads.add(new SeatRead.PreparedSession(terms, allocations, sessionData, timeMs, refusal));
      throw new RequestFailedException(refusal.code(), refusal.message());
    }
  }

  @Override
  public void checkOutgoing(String type, String dataJson) {
    try {
      seat.checkOutgoing(type, dataJson);
      reads.add(new SeatRead.CheckedMessage(type, dataJson, Optional.empty()));
    } catch (MessageRefusedException e) {
      reads.add(new SeatRead.CheckedMessage(type, dataJson, Optional.of(e.reason())));
      throw e;
    }
  }

  @Override
  public String secret() {
    String answer = seat.secret();
    reads.add(new SeatRead.Secret(answer));
    return answer;
  }

  @Override
  public void report(InstanceNews news) {
    seat.report(news);
  }
}
