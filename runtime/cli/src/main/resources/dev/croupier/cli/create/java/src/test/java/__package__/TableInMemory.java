package __package__;

import dev.croupier.app.Allocation;
import dev.croupier.app.Client;
import dev.croupier.app.Message;
import dev.croupier.app.Session;
import dev.croupier.app.SessionState;
import dev.croupier.app.SessionTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** A session that is a few lists in memory, as one wallet sees it. */
final class TableInMemory implements Session {
  static final String DEALER = "0x1111111111111111111111111111111111111111";
  static final String BOT = "0x2222222222222222222222222222222222222222";

  /** A message as a handler gives it away, with who sent it. */
  record Sent(String type, Object data, String sender) implements Message {
    @Override
    public String json() {
      return data.toString();
    }

    @Override
    public <T> T as(Class<T> target) {
      return target.cast(data);
    }
  }

  final Queue<Sent> sent = new ArrayDeque<>();
  final List<List<Allocation>> closedWith = new ArrayList<>();
  private final String self;
  private final RandomGenerator random;
  private Object state;

  TableInMemory(String self, long seed) {
    this.self = self;
    this.random = RandomGeneratorFactory.of("SplittableRandom").create(seed);
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
    throw new IllegalStateException("this table has no node behind it");
  }

  @Override
  public SessionTerms terms() {
    return SessionTerms.decidedByFirst("__name__", List.of(DEALER, BOT));
  }

  @Override
  public List<Allocation> allocations() {
    return List.of(Allocation.of(DEALER, "usdc", "1"), Allocation.of(BOT, "usdc", "0"));
  }

  @Override
  public CompletionStage<Void> send(String type, Object data) {
    sent.add(new Sent(type, data, self));
    return new CompletableFuture<>();
  }

  @Override
  public CompletionStage<SessionState> submitState(List<Allocation> allocations) {
    throw new IllegalStateException("nobody decides about shares at this table");
  }

  @Override
  public CompletionStage<SessionState> deposit(List<Allocation> amounts) {
    throw new IllegalStateException("nobody pays in at this table");
  }

  @Override
  public CompletionStage<SessionState> withdraw(List<Allocation> amounts) {
    throw new IllegalStateException("nobody takes out from this table");
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
  public void setTimer(String name, Duration delay, Object data) {}

  @Override
  public void cancelTimer(String name) {}

  @Override
  public Instant now() {
    return Instant.EPOCH;
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public void log(String text) {}

  @Override
  public String secret() {
    return "0x" + "5e".repeat(32);
  }
}
