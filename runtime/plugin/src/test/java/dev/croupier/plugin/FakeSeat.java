package dev.croupier.plugin;

import dev.croupier.app.Allocation;
import dev.croupier.app.ConnectionStatus;
import dev.croupier.app.MessageRefusedException;
import dev.croupier.app.SessionRequest;
import dev.croupier.app.SessionTerms;
import dev.croupier.host.engine.SeatView;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A seat without a host behind it. Refuses the message type {@code forbidden}. */
record FakeSeat(String settingsJson) implements SeatView {

  static final String ADDRESS = "0x000000000000000000000000000000000000bEEF";

  FakeSeat() {
    this("{}");
  }

  @Override
  public String name() {
    return "player";
  }

  @Override
  public String address() {
    return ADDRESS;
  }

  @Override
  public ConnectionStatus status() {
    return ConnectionStatus.CONNECTED;
  }

  @Override
  public List<String> activeSessions() {
    return List.of(InstanceUnderTest.SESSION_ID);
  }

  @Override
  public Map<String, String> contacts() {
    return Map.of("server", "0x000000000000000000000000000000000000cAFe");
  }

  @Override
  public SessionRequest prepareSession(
      SessionTerms terms, List<Allocation> allocations, Optional<String> sessionData, long timeMs) {
    return new SessionRequest(terms, allocations, timeMs, sessionData, "body");
  }

  @Override
  public void checkOutgoing(String type, String dataJson) {
    if (type.equals("forbidden")) {
      throw new MessageRefusedException(type, "no such message type");
    }
  }

  @Override
  public String secret() {
    return "0x" + "5e".repeat(32);
  }
}
