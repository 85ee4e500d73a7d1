package dev.croupier.pingpong;

import dev.croupier.app.Allocation;
import dev.croupier.app.Client;
import dev.croupier.app.ConnectionStatus;
import dev.croupier.app.SessionRequest;
import dev.croupier.app.SessionState;
import dev.croupier.app.SessionTerms;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The server's client: knows one contact, signs at once, remembers what is created. */
final class SeatOfServer implements Client {

  static final ServerSettings DEFAULTS =
      new ServerSettings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  final List<SessionRequest> created = new ArrayList<>();
  final List<String> signatures = new ArrayList<>();
  private final ServerSettings settings;

  SeatOfServer(ServerSettings settings) {
    this.settings = settings;
  }

  @Override
  public String address() {
    return Table.SERVER;
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
  public Optional<String> contact(String name) {
    return name.equals("player") ? Optional.of(Table.PLAYER) : Optional.empty();
  }

  @Override
  public String settings() {
    return "{}";
  }

  @Override
  public <T> T settings(Class<T> type) {
    return type.cast(settings);
  }

  @Override
  public SessionRequest prepareSession(SessionTerms terms, List<Allocation> allocations) {
    return new SessionRequest(terms, allocations, 1, Optional.empty(), "body");
  }

  @Override
  public CompletionStage<String> signSessionRequest(SessionRequest request) {
    return CompletableFuture.completedFuture("0x51");
  }

  @Override
  public CompletionStage<String> createSession(SessionRequest request, List<String> given) {
    created.add(request);
    signatures.addAll(given);
    return CompletableFuture.completedFuture("0x01");
  }

  @Override
  public CompletionStage<Void> sendMessage(String sessionId, String type, Object data) {
    throw unexpected("sendMessage");
  }

  @Override
  public CompletionStage<SessionState> closeSession(String sessionId, List<Allocation> shares) {
    throw unexpected("closeSession");
  }

  @Override
  public CompletionStage<SessionState> submitState(
      String sessionId, List<Allocation> allocations, Optional<String> sessionData) {
    throw unexpected("submitState");
  }

  @Override
  public CompletionStage<Map<String, BigDecimal>> balances() {
    throw unexpected("balances");
  }

  @Override
  public CompletionStage<Void> send(String destination, String asset, BigDecimal amount) {
    throw unexpected("send");
  }

  @Override
  public void log(String text) {
    throw unexpected("log");
  }

  @Override
  public CompletionStage<Void> connect() {
    throw unexpected("connect");
  }

  @Override
  public CompletionStage<Void> disconnect() {
    throw unexpected("disconnect");
  }

  private static AssertionError unexpected(String call) {
    return new AssertionError("the server has no business calling " + call);
  }

  @Override
  public void after(Duration delay, Runnable action) {}
}
