package dev.croupier.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.client.SessionDefinition;
import dev.croupier.host.delivery.ControlMessage;
import dev.croupier.host.fake.BadNetwork;
import dev.croupier.host.fake.CrashingJournal;
import dev.croupier.host.fake.FakeApp;
import dev.croupier.host.fake.FakeConnection;
import dev.croupier.host.fake.FakeEngine;
import dev.croupier.host.fake.FakeNode;
import dev.croupier.host.fake.VirtualClock;
import dev.croupier.host.journal.JournalRecord;
import dev.croupier.host.loop.Loop;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.SentMessage;
import dev.croupier.host.turn.Turn;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Two or three seats, each in a host of its own, who talk in one session over a network that loses,
 * repeats, delays and reorders, while connections are cut and hosts die and come back. Everything
 * follows from a seed. The journals tell in the end what each app has handled.
 */
final class DeliveryGame {

  private static final int STRANGER = 99;

  private final SplittableRandom random;
  private final VirtualClock clock = new VirtualClock();
  private final FakeNode node = new FakeNode(clock);
  private final BadNetwork network;
  private final List<Player> players = new ArrayList<>();
  private final SessionId session;
  private long strangersId = 1;

  DeliveryGame(long seed) {
    random = new SplittableRandom(seed);
    network = new BadNetwork(random, random.nextInt(35), random.nextInt(30));
    node.network = network;
    node.echoes = random.nextInt(5) > 0;
    int count = 2 + random.nextInt(2);
    List<Address> wallets = new ArrayList<>();
    List<Long> weights = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      players.add(new Player(i + 1));
      wallets.add(FakeNode.wallet(i + 1));
      weights.add(i == 0 ? 100L : 0L);
    }
    wallets.add(FakeNode.wallet(STRANGER));
    weights.add(0L);
    session =
        node.seed(new SessionDefinition("test", wallets, weights, 100, 0, seed + 1), List.of());
  }

  /** Plays with all troubles, then lets everything come to rest. */
  void play(boolean kills) {
    players.forEach(Player::start);
    settle();
    nudgeAll();
    int actions = 100 + random.nextInt(200);
    for (int i = 0; i < actions; i++) {
      act(kills);
    }
    network.bad = false;
    players.forEach(
        player -> {
          if (!player.alive) {
            player.start();
          }
          player.connection.reconnect();
        });
    rest(Duration.ofMinutes(10));
  }

  private void act(boolean kills) {
    Player player = players.get(random.nextInt(players.size()));
    switch (random.nextInt(24)) {
      case 0, 1, 2, 3 -> nudge(player);
      case 4 -> player.connection.cut();
      case 5, 6, 7 -> player.connection.reconnect();
      case 8 -> {
        if (kills && player.alive) {
          player.kill();
        }
      }
      case 9, 10, 11 -> {
        if (!player.alive) {
          player.start();
        }
      }
      case 12, 13 -> clock.advance(Duration.ofMillis(random.nextLong(700)));
      case 14 -> {
        if (random.nextInt(6) == 0) {
          clock.advance(Duration.ofMillis(random.nextLong(12_000)));
        }
      }
      case 15, 16, 17, 18 -> player.journal.releaseSome(random.nextInt(4));
      default -> steps(random.nextInt(12));
    }
  }

  /** A participant of another make asks a seat to speak. */
  private void nudge(Player player) {
    if (player.alive) {
      node.relay(
          session,
          FakeNode.wallet(STRANGER),
          "ping",
          "{\"n\":" + player.number + "}",
          ++strangersId);
    }
  }

  private void nudgeAll() {
    players.forEach(this::nudge);
  }

  private void steps(int count) {
    for (int i = 0; i < count; i++) {
      int which = random.nextInt(players.size() + 1);
      if (which == players.size()) {
        node.deliverOne();
      } else {
        players.get(which).step();
      }
    }
  }

  private void settle() {
    int done;
    do {
      done = node.deliver();
      for (Player player : players) {
        player.journal.releaseSome(Integer.MAX_VALUE);
        done += player.step();
      }
    } while (done > 0);
  }

  private void rest(Duration atMost) {
    long endMs = clock.millis() + atMost.toMillis();
    settle();
    while (true) {
      long next = node.nextDueMs().orElse(Long.MAX_VALUE);
      for (Player player : players) {
        next = Math.min(next, player.nextDueMs().orElse(Long.MAX_VALUE));
      }
      if (next > endMs) {
        return;
      }
      clock.advance(Duration.ofMillis(Math.max(1, next - clock.millis())));
      settle();
    }
  }

  /** Holds what was sent against what was handled. */
  void check() {
    for (Player receiver : players) {
      for (Player sender : players) {
        assertThat(receiver.handled(sender.wallet()))
            .as(receiver.number + " handled of " + sender.number)
            .isEqualTo(sender.sent());
      }
      List<Long> stranger = receiver.handled(FakeNode.wallet(STRANGER));
      assertThat(stranger).as("of the stranger").doesNotHaveDuplicates();
      assertThat(receiver.events.stream().filter(HostEvent.MessagesLost.class::isInstance))
          .isEmpty();
      assertThat(receiver.unexpected()).isEmpty();
    }
  }

  int messages() {
    return players.stream().mapToInt(player -> player.sent().size()).sum();
  }

  /** A host with one seat. */
  private final class Player {
    final int number;
    final CrashingJournal journal = new CrashingJournal();
    final List<HostEvent> events = new ArrayList<>();
    final List<Loop> loops = new ArrayList<>();
    FakeConnection connection;
    boolean alive;

    Player(int number) {
      this.number = number;
      this.connection = node.open(FakeNode.key(number), new dev.croupier.client.NodeListener() {});
    }

    Address wallet() {
      return FakeNode.wallet(number);
    }

    void start() {
      loops.clear();
      alive = true;
      String name = "p" + number;
      Host host =
          Host.builder(
                  (seat, listener) -> connection = node.open(FakeNode.key(number), listener),
                  journal)
              .engine(new FakeEngine(Map.of(name, new FakeApp(name, this::on))))
              .clock(clock)
              .random(new SplittableRandom(random.nextLong()))
              .listener(events::add)
              .driver(
                  loop -> {
                    loop.onWork(() -> {});
                    loops.add(loop);
                  })
              .seat(SeatConfig.of(name, name))
              .build();
      var started = host.start();
      for (int i = 0; i < 1_000 && !started.isDone(); i++) {
        step();
        node.deliverOne();
      }
      assertThat(started).as("the start of %s", name).isDone();
      started.join();
    }

    /** Speaks when asked by the stranger, and answers what the others say. */
    private void on(Turn turn, FakeApp.Doing doing) {
      if (!(turn.input() instanceof Input.MessageReceived message)) {
        return;
      }
      String id = turn.session().orElseThrow().id();
      boolean stranger = message.sender().equals(FakeNode.wallet(STRANGER).toString());
      if (stranger && message.dataJson().equals("{\"n\":" + number + "}")) {
        doing.send(id, "ping", "{\"n\":" + (1_000 + turn.number()) + "}");
        if (turn.number() % 3 == 0) {
          doing.send(id, "ping", "{\"n\":" + (2_000 + turn.number()) + "}");
        }
      } else if (!stranger
          && message.type().equals("ping")
          && !message.sender().equals(wallet().toString())) {
        doing.send(id, "pong", message.dataJson());
      }
      doing.state("{\"handled\":" + turn.number() + "}");
    }

    int step() {
      int done = 0;
      if (alive) {
        for (Loop loop : List.copyOf(loops)) {
          done += loop.finished() ? 0 : loop.step();
        }
      }
      return done;
    }

    OptionalLong nextDueMs() {
      return alive
          ? loops.stream().flatMapToLong(loop -> loop.nextDueMs().stream()).min()
          : OptionalLong.empty();
    }

    void kill() {
      alive = false;
      connection.kill();
      journal.crash(random.nextInt(4));
    }

    /** The numbers of the messages it has recorded as sent, those that failed left out. */
    List<Long> sent() {
      Set<String> failed = new HashSet<>();
      for (JournalRecord record : journal.durable()) {
        if (record.input() instanceof Input.Answered(long call, Input.CallResult.Failed _)) {
          failed.add(record.run() + " " + call);
        }
      }
      List<Long> sent = new ArrayList<>();
      for (JournalRecord record : journal.durable()) {
        for (SentMessage message : record.sent()) {
          if (!failed.contains(record.run() + " " + message.callId())) {
            sent.add(message.requestId());
          }
        }
      }
      return sent;
    }

    List<Long> handled(Address sender) {
      List<Long> handled = new ArrayList<>();
      for (JournalRecord record : journal.durable()) {
        if (record.input() instanceof Input.MessageReceived message
            && message.sender().equals(sender.toString())) {
          handled.add(message.requestId());
        }
      }
      return handled;
    }

    /** Nothing but messages and their answers reaches the app, and no control message. */
    List<String> unexpected() {
      List<String> unexpected = new ArrayList<>();
      for (JournalRecord record : journal.durable()) {
        if (record.input() instanceof Input.MessageReceived message
            && message.type().startsWith(ControlMessage.RESERVED)) {
          unexpected.add(message.type());
        }
        long calls = record.effects().stream().filter(Effect.SendMessage.class::isInstance).count();
        boolean refused =
            record.input() instanceof Input.Answered(long _, Input.CallResult.Failed failed)
                && !failed.code().equals("too-many-unsent");
        if (refused || calls < record.sent().size()) {
          unexpected.add(record.input().toString());
        }
      }
      return unexpected;
    }
  }

  static Optional<Long> seed() {
    return Optional.ofNullable(Long.getLong("seed"));
  }
}
