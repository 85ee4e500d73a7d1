package dev.croupier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.app.Allocation;
import dev.croupier.app.MessageTypes;
import dev.croupier.app.SessionTerms;
import dev.croupier.client.ClientConfig;
import dev.croupier.client.NodeConnections;
import dev.croupier.client.ReconnectPolicy;
import dev.croupier.client.wire.WebSocketWire;
import dev.croupier.client.wire.Wire;
import dev.croupier.host.Host;
import dev.croupier.host.HostEvent;
import dev.croupier.host.SeatConfig;
import dev.croupier.host.engine.App;
import dev.croupier.host.engine.AppEngine;
import dev.croupier.host.engine.AppInstance;
import dev.croupier.host.engine.AppSource;
import dev.croupier.host.engine.SeatView;
import dev.croupier.host.guard.SpendingLimits;
import dev.croupier.host.journal.MemoryJournal;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.Turn;
import dev.croupier.host.turn.TurnOutcome;
import dev.croupier.node.LocalNode;
import dev.croupier.node.NodeConfig;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.crypto.Keccak;
import dev.croupier.protocol.crypto.LocalSigner;
import dev.croupier.protocol.crypto.PrivateKey;
import dev.croupier.protocol.crypto.Secp256k1;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Two hosts play over the real node while their connections are cut again and again. */
class CutWireTest {

  private static final int ROUNDS = 400;
  private static final String SCHEMA =
      "{\"count\": {\"type\": \"integer\"}, \"aside\": {\"type\": \"integer\"}}";

  @Test
  void cutsInMidGame_loseNothingAndRepeatNothing() throws Exception {
    long seed = Long.getLong("seed", 1);
    SplittableRandom random = new SplittableRandom(seed);
    try (LocalNode node = LocalNode.start(NodeConfig.builder().port(0).adminPort(0).build())) {
      Player alice = new Player(node, "alice", Optional.of("bob"));
      Player bob = new Player(node, "bob", Optional.empty());
      Wallet.get(node.fund(alice.address(), Amount.of(10), "usdc"));
      try (Host one = alice.host();
          Host two = bob.host()) {
        two.start().get(20, TimeUnit.SECONDS);
        one.start().get(20, TimeUnit.SECONDS);

        long cuts = 0;
        long endMs = System.currentTimeMillis() + 120_000;
        while ((alice.counts.size() + bob.counts.size()) < ROUNDS
            && System.currentTimeMillis() < endMs) {
          int seen = alice.counts.size() + bob.counts.size();
          int next = Math.min(ROUNDS, seen + 1 + random.nextInt(20));
          Awaitility.await()
              .atMost(Duration.ofSeconds(30))
              .pollInterval(Duration.ofMillis(1))
              .until(() -> alice.counts.size() + bob.counts.size() >= next);
          (random.nextBoolean() ? alice : bob).cut();
          cuts++;
        }
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> alice.heard.size() >= 2 * ROUNDS && bob.heard.size() >= 2 * ROUNDS);

        assertThat(cuts).isGreaterThan(10);
        assertThat(alice.counts).as("-Dseed=" + seed).isEqualTo(odd());
        assertThat(bob.counts).as("-Dseed=" + seed).isEqualTo(even());
        // Everybody hears all counts and all asides, its own included.
        assertThat(alice.heard).doesNotHaveDuplicates().hasSize(2 * ROUNDS);
        assertThat(bob.heard).doesNotHaveDuplicates().hasSize(2 * ROUNDS);
        assertThat(alice.lost).isEmpty();
        assertThat(bob.lost).isEmpty();
      }
    }
  }

  private static List<Integer> odd() {
    return IntStream.range(0, ROUNDS).filter(n -> n % 2 == 1).boxed().toList();
  }

  private static List<Integer> even() {
    return IntStream.range(0, ROUNDS).filter(n -> n % 2 == 0).boxed().toList();
  }

  /** A host with one seat, whose app counts on from what it hears. */
  private static final class Player implements App, AppEngine {
    final List<Integer> counts = new CopyOnWriteArrayList<>();
    final List<String> heard = new CopyOnWriteArrayList<>();
    final List<HostEvent> lost = new CopyOnWriteArrayList<>();
    private final LocalNode node;
    private final String name;
    private final Optional<String> opponent;
    private final LocalSigner signer;
    private final AtomicReference<Wire> wire = new AtomicReference<>();

    Player(LocalNode node, String name, Optional<String> opponent) {
      this.node = node;
      this.name = name;
      this.opponent = opponent;
      this.signer = signer(name);
    }

    private static LocalSigner signer(String name) {
      return new LocalSigner(
          PrivateKey.ofBytes(Keccak.hash(("cut " + name).getBytes(StandardCharsets.UTF_8))),
          Secp256k1.best());
    }

    dev.croupier.protocol.Address address() {
      return signer.address();
    }

    void cut() {
      wire.get().cut("cut by the test");
    }

    Host host() {
      return Host.builder(
              (seat, listener) ->
                  NodeConnections.open(
                      ClientConfig.builder(node.wsUri(), signer)
                          .reconnect(
                              new ReconnectPolicy(
                                  true, Duration.ofMillis(5), Duration.ofMillis(50), 0))
                          .dialer(
                              (uri, limits, heard) -> {
                                Wire dialled = WebSocketWire.dial(uri, limits, heard);
                                wire.set(dialled);
                                return dialled;
                              })
                          .build(),
                      listener),
              new MemoryJournal())
          .engine(this)
          .listener(
              event -> {
                if (event instanceof HostEvent.MessagesLost
                    || event instanceof HostEvent.MessageRefused) {
                  lost.add(event);
                }
              })
          .seat(
              SeatConfig.of(name, name)
                  .withLimits(new SpendingLimits(Map.of("usdc", Amount.of(1)), Map.of())))
          .build();
    }

    private List<Effect> on(Turn turn, SeatView seat, int[] calls) {
      List<Effect> effects = new ArrayList<>();
      if (turn.input() instanceof Input.Started && opponent.isPresent()) {
        effects.add(
            new Effect.CreateSession(
                ++calls[0],
                seat.prepareSession(
                    SessionTerms.decidedByFirst(
                        "croupier",
                        List.of(
                            signer.address().toString(),
                            signer(opponent.get()).address().toString())),
                    List.of(Allocation.of(signer.address().toString(), "usdc", "1")),
                    Optional.empty(),
                    turn.timeMs()),
                List.of()));
      }
      if (turn.input() instanceof Input.SessionCreated && opponent.isPresent()) {
        say(turn, 0, effects, calls);
      }
      if (turn.input() instanceof Input.MessageReceived message) {
        heard.add(message.sender() + " " + message.requestId());
        int n = Integer.parseInt(message.dataJson());
        if (message.type().equals("count") && !message.sender().equals(seat.address())) {
          counts.add(n);
          if (n + 1 < ROUNDS) {
            say(turn, n + 1, effects, calls);
          }
        }
      }
      return effects;
    }

    private static void say(Turn turn, int n, List<Effect> effects, int[] calls) {
      String id = turn.session().orElseThrow().id();
      effects.add(new Effect.SendMessage(++calls[0], id, "aside", String.valueOf(n)));
      effects.add(new Effect.SendMessage(++calls[0], id, "count", String.valueOf(n)));
    }

    @Override
    public AppInstance start(SeatView seat) {
      int[] calls = {0};
      return new AppInstance() {
        @Override
        public TurnOutcome run(Turn turn) {
          return new TurnOutcome(
              on(turn, seat, calls), Optional.empty(), Optional.empty(), List.of());
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String codeHash() {
      return "c0de";
    }

    @Override
    public MessageTypes messages() {
      return new MessageTypes("count.schema.json", SCHEMA);
    }

    @Override
    public Optional<AppSource> find(Path base, String reference) {
      return Optional.of(new AppSource(reference, "test", base, ""));
    }

    @Override
    public App load(AppSource source) {
      return this;
    }

    @Override
    public void close() {}
  }
}
