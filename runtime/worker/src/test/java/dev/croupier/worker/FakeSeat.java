package dev.croupier.worker;

import dev.croupier.app.Allocation;
import dev.croupier.app.ConnectionStatus;
import dev.croupier.app.MessageRefusedException;
import dev.croupier.app.RequestFailedException;
import dev.croupier.app.SessionRequest;
import dev.croupier.app.SessionTerms;
import dev.croupier.host.engine.InstanceNews;
import dev.croupier.host.engine.SeatView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A seat that answers from fields; knows the message types ping and pong. */
final class FakeSeat implements SeatView {
  static final String SELF = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
  static final String OTHER = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";

  final String name;
  final Queue<InstanceNews> news = new ConcurrentLinkedQueue<>();
  final Queue<String> asked = new ConcurrentLinkedQueue<>();

  FakeSeat(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String address() {
    return SELF;
  }

  @Override
  public ConnectionStatus status() {
    asked.add("status");
    return ConnectionStatus.CONNECTED;
  }

  @Override
  public List<String> activeSessions() {
    asked.add("activeSessions");
    return List.of(Instances.SESSION);
  }

  @Override
  public Map<String, String> contacts() {
    asked.add("contacts");
    return Map.of("server", SELF, "player", OTHER);
  }

  @Override
  public String settingsJson() {
    asked.add("settings");
    return "{\"stake\":\"1.50\"}";
  }

  @Override
  public SessionRequest prepareSession(
      SessionTerms terms, List<Allocation> allocations, Optional<String> sessionData, long timeMs) {
    asked.add("prepareSession");
    if (allocations.isEmpty()) {
      throw new RequestFailedException("nothing-to-share", "there are no allocations");
    }
    return new SessionRequest(terms, allocations, timeMs, sessionData, "body of " + timeMs);
  }

  @Override
  public void checkOutgoing(String type, String dataJson) {
    asked.add("checkOutgoing " + type);
    if (!type.equals("ping") && !type.equals("pong")) {
      throw new MessageRefusedException(type, "the app has no such message type");
    }
  }

  @Override
  public void report(InstanceNews what) {
    news.add(what);
  }

  @Override
  public String secret() {
    return "0x" + "5e".repeat(32);
  }
}
