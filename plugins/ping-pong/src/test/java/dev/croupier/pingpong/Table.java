package dev.croupier.pingpong;

import dev.croupier.app.Allocation;
import dev.croupier.app.Client;
import dev.croupier.app.Message;
import dev.croupier.app.Session;
import dev.croupier.app.SessionState;
import dev.croupier.app.SessionTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/** A session that is a few lists in memory, and a clock that stands still until it is told. */
final class Table implements Session {

  static final String SERVER = "0x1111111111111111111111111111111111111111";
  static final String PLAYER = "0x2222222222222222222222222222222222222222";

  /** A message as a handler gives it away. */
  record Sent(String type, Object data) {}

  final List<Sent> sent = new ArrayList<>();
  final List<List<Allocation>> closedWith = new ArrayList<>();
  final Map<String, Duration> timers = new TreeMap<>();
  final List<String> log = new ArrayList<>();
  long nowMs = 1_000;

  private final String self;
  Client client = new SeatOfServer(SeatOfServer.DEFAULTS);
  private Object state = List.of();

  Table(String self) {
    this.self = self;
  }

  /** A message of this value from a participant. */
  static Message message(String type, String sender, Object value) {
    return new Message() {
      @Override
      public String type() {
        return type;
      }

      @Override
      public String sender() {
        return sender;
      }

      @Override
      public String json() {
        return value.toString();
      }

      @Override
      public <T> T as(Class<T> target) {
        return target.cast(value);
      }
    };
  }

  @Override
  public String id() {
    return "0x01";
  }

  @Override
  public String self() {
    return self;
  }

  @Override
  public Client client() {
    return client;
  }

  @Override
  public SessionTerms terms() {
    return SessionTerms.decidedByFirst("ping-pong", List.of(SERVER, PLAYER));
  }

  @Override
  public List<Allocation> allocations() {
    return List.of(Allocation.of(SERVER, "usdc", "0.1"), Allocation.of(PLAYER, "usdc", "0.2"));
  }

  @Override
  public CompletionStage<Void> send(String type, Object data) {
    sent.add(new Sent(type, data));
    return new CompletableFuture<>();
  }

  @Override
  public CompletionStage<SessionState> submitState(List<Allocation> amounts) {
    return new CompletableFuture<>();
  }

  @Override
  public CompletionStage<SessionState> deposit(List<Allocation> amounts) {
    return new CompletableFuture<>();
  }

  @Override
  public CompletionStage<SessionState> withdraw(List<Allocation> amounts) {
    return new CompletableFuture<>();
  }

  @Override
  public CompletionStage<SessionState> close(List<Allocation> finalAllocations) {
    closedWith.add(finalAllocations);
    return new CompletableFuture<>();
  }

  @Override
  public <T> T state(Class<T> type, T initial) {
    return type.isInstance(state) ? type.cast(state) : initial;
  }

  @Override
  public void setState(Object state) {
    this.state = state;
  }

  @Override
  public void setTimer(String name, Duration delay, Object data) {
    timers.put(name, delay);
  }

  @Override
  public void cancelTimer(String name) {
    timers.remove(name);
  }

  @Override
  public Instant now() {
    return Instant.ofEpochMilli(nowMs);
  }

  @Override
  public RandomGenerator random() {
    throw new AssertionError("nothing here is left to chance");
  }

  @Override
  public void log(String text) {
    log.add(text);
  }

  @Override
  public String secret() {
    return "0x" + "5e".repeat(32);
  }
}
