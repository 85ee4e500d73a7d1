package dev.croupier.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.app.SessionRequest;
import dev.croupier.host.fake.FakeApp;
import dev.croupier.host.fake.TestTable;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.SessionView;
import dev.croupier.host.turn.Turn;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A whole session between two seats of one host. */
class PingPongTest {

  private final TestTable table = new TestTable();

  private void server(Turn turn, FakeApp.Doing doing) {
    switch (turn.input()) {
      case Input.Started() -> doing.create(prepare(doing, turn));
      case Input.SessionCreated() -> doing.send(id(turn), "ping", "{\"n\":1}");
      case Input.MessageReceived message when message.type().equals("pong") ->
          doing.close(id(turn), List.of(table.usdc("server", "0.5"), table.usdc("player", "1.5")));
      default -> {}
    }
  }

  private SessionRequest prepare(FakeApp.Doing doing, Turn turn) {
    return doing.seat.prepareSession(
        table.terms("server", "player"),
        List.of(table.usdc("server", "1"), table.usdc("player", "1")),
        Optional.empty(),
        turn.timeMs());
  }

  private static void player(Turn turn, FakeApp.Doing doing) {
    switch (turn.input()) {
      case Input.Invited invited -> doing.answer(invited.inviteId(), true, "");
      case Input.MessageReceived message when message.type().equals("ping") ->
          doing.send(id(turn), "pong", message.dataJson());
      default -> {}
    }
  }

  static String id(Turn turn) {
    return turn.session().map(SessionView::id).orElseThrow();
  }

  private static List<String> kinds(FakeApp app) {
    return app.turns.stream()
        .map(
            turn ->
                turn.input() instanceof Input.MessageReceived message
                    ? message.type()
                    : turn.input().getClass().getSimpleName())
        .toList();
  }

  @Test
  void session_playedToItsEnd_reachesBothAppsInOrder() {
    FakeApp server = table.seat("server", this::server);
    FakeApp player = table.seat("player", PingPongTest::player);

    table.start();

    assertThat(kinds(server))
        .containsExactly(
            "Started",
            "SessionCreated",
            "Answered",
            "ping",
            "Answered",
            "pong",
            "Answered",
            "SessionClosed");
    assertThat(kinds(player))
        .containsExactly(
            "Started", "Invited", "SessionCreated", "ping", "pong", "Answered", "SessionClosed");
    assertThat(server.turns.getLast().input())
        .isEqualTo(
            new Input.SessionClosed(
                List.of(table.usdc("server", "0.5"), table.usdc("player", "1.5"))));
    assertThat(server.turns)
        .extracting(Turn::number)
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    assertThat(table.host().seats()).allMatch(seat -> seat.openSessions().isEmpty());
  }

  @Test
  void session_playedToItsEnd_isToldAsAStory() {
    table.seat("server", this::server);
    table.seat("player", PingPongTest::player);

    table.start();

    assertThat(table.events)
        .extracting(event -> event.seat() + " " + event.getClass().getSimpleName())
        .containsExactly(
            "server SeatConnected",
            "player SeatConnected",
            "player InviteReceived",
            "player SignatureGiven",
            "server SignaturesCollected",
            "server SignatureGiven",
            "server SessionCreated",
            "player SessionCreated",
            "server MessageSent",
            "server MessageReceived",
            "player MessageReceived",
            "player MessageSent",
            "player MessageReceived",
            "server MessageReceived",
            "server SignatureGiven",
            "server SessionClosed",
            "player SessionClosed");
  }

  @Test
  void turns_ofASession_seeTheSharesOfTheSession() {
    table.seat("server", this::server);
    FakeApp player = table.seat("player", PingPongTest::player);

    table.start();

    SessionView view = player.turns.get(2).session().orElseThrow();
    assertThat(view.allocations())
        .containsExactly(table.usdc("server", "1"), table.usdc("player", "1"));
    assertThat(view.terms().participants())
        .containsExactly(table.wallet("server").toString(), table.wallet("player").toString());
    assertThat(view.stateJson()).isEqualTo("null");
  }

  @Test
  void stop_whilePlaying_givesEveryAppItsLastTurnAndEndsTheLoops() {
    FakeApp server = table.seat("server", this::server);
    table.seat("player", PingPongTest::player);
    table.start();

    var stopped = table.host().stop();
    table.settle();

    assertThat(stopped).isCompleted();
    assertThat(server.turns.getLast().input()).isEqualTo(new Input.Stopped());
    assertThat(server.closed).isTrue();
    assertThat(table.loops).allMatch(loop -> loop.finished());
    assertThat(table.events(HostEvent.SeatStopped.class)).hasSize(2);
  }
}
