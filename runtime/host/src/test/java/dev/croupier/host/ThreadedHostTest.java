package dev.croupier.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.app.SessionTerms;
import dev.croupier.client.NodeException;
import dev.croupier.host.engine.AppLoadException;
import dev.croupier.host.fake.FakeApp;
import dev.croupier.host.fake.FakeConnection;
import dev.croupier.host.fake.FakeEngine;
import dev.croupier.host.fake.FakeNode;
import dev.croupier.host.fake.TestTable;
import dev.croupier.host.journal.JournalMode;
import dev.croupier.host.journal.MemoryJournal;
import dev.croupier.host.journal.SqliteJournal;
import dev.croupier.host.turn.Input;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same host on its own threads, with a journal on disk. */
class ThreadedHostTest {

  @TempDir Path folder;

  private static void player(dev.croupier.host.turn.Turn turn, FakeApp.Doing doing) {
    if (turn.input() instanceof Input.Invited invited) {
      doing.answer(invited.inviteId(), true, "");
    } else if (turn.input() instanceof Input.MessageReceived message
        && message.type().equals("ping")) {
      doing.send(PingPongTest.id(turn), "pong", message.dataJson());
    }
  }

  private static void server(dev.croupier.host.turn.Turn turn, FakeApp.Doing doing) {
    switch (turn.input()) {
      case Input.Started() ->
          doing.create(
              doing.seat.prepareSession(
                  SessionTerms.decidedByFirst(
                      "", List.of(doing.seat.address(), doing.seat.contacts().get("player"))),
                  List.of(),
                  Optional.empty(),
                  turn.timeMs()));
      case Input.SessionCreated() -> doing.send(PingPongTest.id(turn), "ping", "{\"n\":0}");
      case Input.MessageReceived message when message.type().equals("pong") -> {
        int n = Integer.parseInt(message.dataJson().replaceAll("[^0-9]", ""));
        if (n < 200) {
          doing.send(PingPongTest.id(turn), "ping", "{\"n\":" + (n + 1) + "}");
        } else {
          doing.close(
              PingPongTest.id(turn),
              turn.session().orElseThrow().terms().participants().stream()
                  .map(wallet -> dev.croupier.app.Allocation.of(wallet, "usdc", "0"))
                  .toList());
        }
      }
      default -> {}
    }
  }

  @Test
  void seats_onTheirOwnThreads_playAWholeSession() throws InterruptedException {
    FakeNode node = new FakeNode();
    FakeApp server = new FakeApp("server", ThreadedHostTest::server);
    FakeApp player = new FakeApp("player", ThreadedHostTest::player);
    CountDownLatch closed = new CountDownLatch(2);
    AtomicBoolean deliver = new AtomicBoolean(true);
    Thread wire =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (deliver.get()) {
                    if (node.deliver() == 0) {
                      Thread.onSpinWait();
                    }
                  }
                });
    try (SqliteJournal journal =
            SqliteJournal.open(folder.resolve("journal.db"), JournalMode.DURABLE);
        Host host =
            Host.builder(
                    (seat, listener) ->
                        node.open(FakeNode.key(seat.name().equals("server") ? 1 : 2), listener),
                    journal)
                .engine(new FakeEngine(Map.of("server", server, "player", player)))
                .seat(SeatConfig.of("server", "server"))
                .seat(SeatConfig.of("player", "player").withInvites(InvitePolicy.ALWAYS))
                .listener(
                    event -> {
                      if (event instanceof HostEvent.SessionClosed) {
                        closed.countDown();
                      }
                    })
                .build()) {
      host.start().join();
      assertThat(closed.await(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      deliver.set(false);
      wire.join();
    }
    assertThat(new HashSet<>(server.threads)).hasSize(1);
    assertThat(new HashSet<>(player.threads)).hasSize(1);
    assertThat(server.threads.getFirst()).isNotSameAs(player.threads.getFirst());
    assertThat(player.turns)
        .filteredOn(
            turn ->
                turn.input() instanceof Input.MessageReceived message
                    && message.type().equals("ping"))
        .hasSize(201);
  }

  private static Host host(FakeNode node, NodeConnections connections, SeatConfig... seats) {
    FakeApp app = new FakeApp("app", (turn, doing) -> {});
    HostBuilder builder =
        Host.builder(connections, new MemoryJournal()).engine(new FakeEngine(Map.of("app", app)));
    for (SeatConfig seat : seats) {
      builder.seat(seat);
    }
    return builder.build();
  }

  @Test
  void unknownApp_isRefusedByName() {
    FakeNode node = new FakeNode();
    try (Host host =
        host(
            node,
            (seat, listener) -> node.open(FakeNode.key(1), listener),
            SeatConfig.of("a", "scripts/nothing"))) {
      assertThatThrownBy(host::start)
          .isInstanceOf(AppLoadException.class)
          .hasMessageContaining("scripts/nothing");
    }
  }

  @Test
  void unreachableNode_failsTheStartWithItsAddress() {
    FakeNode node = new FakeNode();
    try (Host host =
        host(
            node,
            (seat, listener) -> {
              FakeConnection connection = node.open(FakeNode.key(1), listener);
              connection.unreachable =
                  Optional.of(new NodeException.Unreachable("ws://nowhere", "refused"));
              return connection;
            },
            SeatConfig.of("a", "app"))) {
      assertThat(host.start())
          .failsWithin(java.time.Duration.ofSeconds(20))
          .withThrowableThat()
          .withCauseInstanceOf(NodeException.Unreachable.class)
          .withMessageContaining("ws://nowhere");
    }
  }

  @Test
  void twoSeatsWithOneWallet_areRefused() {
    FakeNode node = new FakeNode();
    try (Host host =
        host(
            node,
            (seat, listener) -> node.open(FakeNode.key(1), listener),
            SeatConfig.of("a", "app"),
            SeatConfig.of("b", "app"))) {
      assertThatThrownBy(host::start)
          .isInstanceOf(HostConfigException.class)
          .hasMessageContaining("same wallet");
    }
  }

  @Test
  void twoSeatsWithOneName_areRefused() {
    TestTable table = new TestTable();
    assertThatThrownBy(
            () ->
                host(
                    table.node,
                    (seat, listener) -> table.node.open(FakeNode.key(1), listener),
                    SeatConfig.of("a", "app"),
                    SeatConfig.of("a", "app")))
        .isInstanceOf(HostConfigException.class)
        .hasMessageContaining("two seats are named a");
  }
}
