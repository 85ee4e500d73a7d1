package dev.croupier.benchmarks;

import dev.croupier.app.Allocation;
import dev.croupier.app.ConnectionStatus;
import dev.croupier.app.SessionRequest;
import dev.croupier.app.SessionTerms;
import dev.croupier.host.engine.SeatView;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A seat that costs nothing: connected, with nobody around and nothing to check. */
final class QuietSeat implements SeatView {
  static final String SELF = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
  static final String OTHER = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";

  @Override
  public String name() {
    return "player";
  }

  @Override
  public String address() {
    return SELF;
  }

  @Override
  public ConnectionStatus status() {
    return ConnectionStatus.CONNECTED;
  }

  @Override
  public List<String> activeSessions() {
    return List.of();
  }

  @Override
  public Map<String, String> contacts() {
    return Map.of();
  }

  @Override
  public String settingsJson() {
    return "{}";
  }

  @Override
  public SessionRequest prepareSession(
      SessionTerms terms, List<Allocation> allocations, Optional<String> sessionData, long timeMs) {
    return new SessionRequest(terms, allocations, timeMs, sessionData, "");
  }

  @Override
  public void checkOutgoing(String type, String dataJson) {}

  @Override
  public String secret() {
    return "0x" + "5e".repeat(32);
  }
}
