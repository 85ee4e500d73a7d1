package dev.croupier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.app.Allocation;
import dev.croupier.app.Client;
import dev.croupier.app.Message;
import dev.croupier.app.MessageTypes;
import dev.croupier.app.RequestFailedException;
import dev.croupier.app.Session;
import dev.croupier.app.SessionApp;
import dev.croupier.app.SessionState;
import dev.croupier.app.SessionTerms;
import dev.croupier.app.Timer;
import dev.croupier.client.ClientConfig;
import dev.croupier.client.NodeConnections;
import dev.croupier.client.SessionSnapshot;
import dev.croupier.host.CarrierPolicy;
import dev.croupier.host.Host;
import dev.croupier.host.SeatConfig;
import dev.croupier.host.engine.App;
import dev.croupier.host.engine.AppEngine;
import dev.croupier.host.engine.AppSource;
import dev.croupier.host.guard.SpendingLimits;
import dev.croupier.host.journal.MemoryJournal;
import dev.croupier.node.LocalNode;
import dev.croupier.node.NodeConfig;
import dev.croupier.node.rules.Profile;
import dev.croupier.plugin.ClassApp;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.SessionId;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Two hosts at a node without a relay, in a session without money that its states carry. */
class StatesAsCarrierTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int NOTES = 15;

  @Test
  void bothTalkAtOnce_everybodyHearsAllInOneOrder_andTheEnd() throws Exception {
    try (LocalNode node = node(Profile.V0_4)) {
      Talker alice = new Talker(Optional.of(Wallet.signer("bob").address().toString()));
      Talker bob = new Talker(Optional.empty());
      try (Host two = host(node.wsUri(), "bob", bob);
          Host one = host(node.wsUri(), "alice", alice)) {
        start(two, one);
        awaitAll(alice, bob, 2 * NOTES);
        assertThat(bob.heard).isEqualTo(alice.heard).doesNotHaveDuplicates();
        assertThat(alice.outcomes).hasSize(NOTES).containsOnly("taken");

        assertThat(alice.asks(session -> session.close(shares(session, "0", "0"))))
            .isEqualTo("taken");
        Awaitility.await()
            .atMost(PATIENCE)
            .until(() -> alice.ends.size() == 1 && bob.ends.size() == 1);
      }
    }
  }

  @Test
  void cutWire_losesNothing_andMoneyStopsTheMessages() throws Exception {
    try (LocalNode node = node(Profile.V0_5);
        Proxy wire = new Proxy(node.wsUri());
        Wallet reader = Wallet.loggedIn(node, "carol")) {
      Wallet.get(node.fund(Wallet.signer("alice").address(), Amount.of(10), "usdc"));
      Talker alice = new Talker(Optional.of(Wallet.signer("bob").address().toString()));
      Talker bob = new Talker(Optional.empty());
      try (Host two = host(wire.uri(), "bob", bob);
          Host one = host(node.wsUri(), "alice", alice)) {
        start(two, one);
        Awaitility.await().atMost(PATIENCE).until(() -> bob.heard.size() > 3);
        wire.cut();
        awaitAll(alice, bob, 2 * NOTES);
        assertThat(wire.dialled()).isGreaterThan(1);
        assertThat(bob.heard)
            .doesNotHaveDuplicates()
            .containsExactlyInAnyOrderElementsOf(alice.heard);

        untilTaken(alice, session -> session.deposit(shares(session, "1", "0")));
        assertThat(alice.asks(session -> note(session, 100))).isEqualTo("session-holds-money");
        assertThat(bob.asks(session -> note(session, 100))).isEqualTo("session-holds-money");
        SessionSnapshot held = read(reader, alice.session());
        assertThat(held.allocations().orElseThrow())
            .singleElement()
            .satisfies(share -> assertThat(share.amount()).isEqualTo(Amount.of(1)));

        untilTaken(alice, session -> session.withdraw(shares(session, "1", "0")));
        assertThat(alice.asks(session -> note(session, 101))).isEqualTo("taken");
        Awaitility.await().atMost(PATIENCE).until(() -> bob.heard.size() == 2 * NOTES + 1);
      }
    }
  }

  private static LocalNode node(Profile profile) {
    return LocalNode.start(NodeConfig.builder().port(0).adminPort(0).profile(profile).build());
  }

  private static void start(Host... hosts) throws Exception {
    for (Host host : hosts) {
      host.start().get(20, TimeUnit.SECONDS);
    }
  }

  private static void awaitAll(Talker alice, Talker bob, int count) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(alice.heard).hasSize(count);
              assertThat(bob.heard).hasSize(count);
            });
  }

  /** Whoever is first wins; control messages of deliveries are states too. */
  private static void untilTaken(
      Talker talker, Function<Session, CompletionStage<SessionState>> move) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(talker.asks(move)).isEqualTo("taken"));
  }

  private static CompletionStage<Void> note(Session session, int number) {
    return session.send("note", Map.of("n", number));
  }

  private static SessionSnapshot read(Wallet reader, Session session) throws Exception {
    return Wallet.get(reader.connection().session(SessionId.parse(session.id()))).orElseThrow();
  }

  private static List<Allocation> shares(Session session, String first, String second) {
    return List.of(
        Allocation.of(session.participants().get(0), "usdc", first),
        Allocation.of(session.participants().get(1), "usdc", second));
  }

  private static String code(Throwable error) {
    Throwable cause =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    return cause instanceof RequestFailedException failed ? failed.code() : cause.toString();
  }

  private static Host host(URI node, String name, Talker app) {
    return Host.builder(
            (seat, listener) ->
                NodeConnections.open(
                    ClientConfig.builder(node, Wallet.signer(name)).build(), listener),
            new MemoryJournal())
        .engine(new OneApp(app))
        .seat(
            SeatConfig.of(name, "talker")
                .withCarrier(CarrierPolicy.STATES)
                .withLimits(new SpendingLimits(Map.of("usdc", Amount.of(1)), Map.of())))
        .build();
  }

  /**
   * Says its notes as soon as there is a session, and opens one if there is somebody to talk to.
   */
  static final class Talker implements SessionApp {
    private final Optional<String> other;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<String> outcomes = new CopyOnWriteArrayList<>();
    private final List<String> ends = new CopyOnWriteArrayList<>();
    private final List<Session> sessions = new CopyOnWriteArrayList<>();
    private final Queue<Consumer<Session>> wishes = new ConcurrentLinkedQueue<>();

    Talker(Optional<String> other) {
      this.other = other;
    }

    Session session() {
      return sessions.getFirst();
    }

    /** Asks for something in the app's next turn. */
    String asks(Function<Session, ? extends CompletionStage<?>> wish) throws Exception {
      CompletableFuture<String> outcome = new CompletableFuture<>();
      wishes.add(
          session ->
              wish.apply(session)
                  .handle(
                      (done, error) -> outcome.complete(error == null ? "taken" : code(error))));
      return outcome.get(20, TimeUnit.SECONDS);
    }

    @Override
    public void onTimer(Timer timer, Session session) {
      session.setTimer("wishes", Duration.ofMillis(20));
      for (Consumer<Session> wish = wishes.poll(); wish != null; wish = wishes.poll()) {
        wish.accept(session);
      }
    }

    @Override
    public MessageTypes messages() {
      return MessageTypes.ofJson("{\"note\": {\"type\": \"object\"}}");
    }

    @Override
    public void onStart(Client client) {
      if (other.isPresent()) {
        var _ =
            client.createSession(
                client.prepareSession(
                    new SessionTerms(
                        "talk", List.of(client.address(), other.get()), List.of(1L, 1L), 1),
                    List.of()),
                List.of());
      }
    }

    @Override
    public void onSessionCreated(Session session) {
      sessions.add(session);
      session.setTimer("wishes", Duration.ofMillis(20));
      for (int n = 0; n < NOTES; n++) {
        var _ =
            note(session, n)
                .handle((done, error) -> outcomes.add(error == null ? "taken" : code(error)));
      }
    }

    @Override
    public void onAppMessage(Message message, Session session) {
      heard.add(message.sender() + message.json());
    }

    @Override
    public void onSessionClosed(Session session, List<Allocation> finalAllocations) {
      ends.add(session.id());
    }
  }

  /** Runs one app, whatever it is called. */
  private record OneApp(Talker talker) implements AppEngine {
    @Override
    public Optional<AppSource> find(Path base, String reference) {
      return Optional.of(new AppSource(reference, "one app", base, ""));
    }

    @Override
    public App load(AppSource source) {
      return ClassApp.of(Talker.class, () -> talker);
    }

    @Override
    public void close() {}
  }
}
