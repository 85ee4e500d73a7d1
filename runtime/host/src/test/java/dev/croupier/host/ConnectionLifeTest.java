package dev.croupier.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.client.NodeException;
import dev.croupier.client.SessionDefinition;
import dev.croupier.host.fake.FakeApp;
import dev.croupier.host.fake.FakeNode;
import dev.croupier.host.fake.TestTable;
import dev.croupier.host.turn.Input;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a seat does when its connection goes and comes. */
class ConnectionLifeTest {

  private final TestTable table = new TestTable();
  private FakeApp app = new FakeApp("none", (turn, doing) -> {});
  private FakeApp.Handler act = (turn, doing) -> {};
  private SessionId id = SessionId.parse("0x" + "00".repeat(32));

  @BeforeEach
  void seatInOneSession() {
    table.node.tellsAllocations = true;
    app = table.seat("seat", (turn, doing) -> act.on(turn, doing));
    table.start();
    id = seed(1);
    table.node.relay(id, FakeNode.wallet(9), "ping", "{\"n\":0}");
    table.settle();
    app.turns.clear();
  }

  private SessionId seed(long nonce) {
    return table.node.seed(
        new SessionDefinition(
            "x",
            List.of(table.wallet("seat"), FakeNode.wallet(9)),
            List.of(100L, 0L),
            100,
            0,
            nonce),
        shares("2", "1"));
  }

  private List<Allocation> shares(String own, String other) {
    return List.of(
        new Allocation(table.wallet("seat"), "usdc", Amount.parse(own)),
        new Allocation(FakeNode.wallet(9), "usdc", Amount.parse(other)));
  }

  private List<String> inputs() {
    return app.turns.stream().map(turn -> turn.input().getClass().getSimpleName()).toList();
  }

  private void cut() {
    table.connection("seat").cut();
    table.settle();
  }

  private void reconnect() {
    table.connection("seat").reconnect();
    table.settle();
  }

  @Test
  void app_hearsOfTheLossAndOfTheReturn_onceEach() {
    cut();
    assertThat(inputs()).containsExactly("Disconnected");
    assertThat(app.turns.getFirst().input()).isEqualTo(new Input.Disconnected("cut"));

    reconnect();
    assertThat(inputs()).containsExactly("Disconnected", "Reconnected");
  }

  @Test
  void connectionThatComesAndGoesAtOnce_isOneLossToTheApp() {
    cut();
    table.node.change(id, 2, true, shares("1", "2"));
    table.connection("seat").reconnect();
    table.connection("seat").cut();
    table.settle();
    table.connection("seat").reconnect();
    table.settle();

    assertThat(inputs()).containsExactly("Disconnected", "StateUpdated", "Reconnected");
  }

  @Test
  void sessionClosedWhileAway_isToldOnce() {
    cut();
    table.node.change(id, 2, false, shares("0", "3"));
    reconnect();
    cut();
    reconnect();

    assertThat(inputs().stream().filter("SessionClosed"::equals)).hasSize(1);
    assertThat(table.host().seats().getFirst().openSessions()).isEmpty();
  }

  @Test
  void sessionOpenedWhileAway_isJoined() {
    cut();
    SessionId other = seed(2);
    reconnect();

    assertThat(inputs()).contains("SessionCreated");
    assertThat(table.host().seats().getFirst().openSessions()).contains(other);
  }

  @Test
  void sharesChangedWhileAway_areKnownAfterwards() {
    cut();
    table.node.change(id, 4, true, shares("0.5", "2.5"));
    reconnect();

    assertThat(table.events(HostEvent.StateUpdated.class))
        .singleElement()
        .satisfies(
            update -> {
              assertThat(update.version()).isEqualTo(4);
              assertThat(update.shares()).contains(shares("0.5", "2.5"));
            });
    act =
        (turn, doing) -> {
          if (turn.input() instanceof Input.MessageReceived) {
            doing.close(id.toString(), SessionForms.allocations(shares("0", "3")));
          }
        };
    table.node.relay(id, FakeNode.wallet(9), "ping", "{\"n\":1}");
    table.settle();
    assertThat(table.node.snapshot(id).open()).isFalse();
  }

  @Test
  void balances_areReadAgain() {
    table.events.clear();
    cut();
    reconnect();

    assertThat(table.events(HostEvent.Balances.class)).hasSize(1);
  }

  @Test
  void sessionTheNodeHasLost_isToldToTheOperator_andLeftAlone() {
    cut();
    table.node.forget(id);
    reconnect();

    assertThat(table.events(HostEvent.NodeProblem.class))
        .anySatisfy(problem -> assertThat(problem.reason()).contains("knows no session"));
    assertThat(inputs()).containsExactly("Disconnected", "Reconnected");
  }

  @Test
  void requestsWithoutConnection_failAtOnce() {
    cut();
    act =
        (turn, doing) -> {
          if (turn.input() instanceof Input.TimerFired) {
            doing.close(id.toString(), SessionForms.allocations(shares("0", "3")));
          } else if (turn.input() instanceof Input.Reconnected) {
            doing.timer(Optional.empty(), "t", 1_000, "0");
          }
        };
    reconnect();
    cut();
    table.advance(Duration.ofSeconds(1));

    assertThat(app.turns.getLast().input())
        .isInstanceOfSatisfying(
            Input.Answered.class,
            answer ->
                assertThat(answer.result())
                    .isInstanceOfSatisfying(
                        Input.CallResult.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("not-connected")));
    assertThat(table.node.submitted).isEmpty();
  }

  @Test
  void appThatGoesOffline_staysOffline_untilItAsks() {
    act =
        (turn, doing) -> {
          switch (turn.input()) {
            case Input.MessageReceived _ -> doing.disconnect();
            case Input.TimerFired _ -> doing.connect();
            case Input.Disconnected _ -> doing.timer(Optional.empty(), "back", 60_000, "0");
            default -> {}
          }
        };
    table.node.relay(id, FakeNode.wallet(9), "ping", "{\"n\":1}");
    table.settle();
    assertThat(table.connection("seat").offlineOnPurpose).isTrue();
    assertThat(inputs()).containsExactlyInAnyOrder("MessageReceived", "Disconnected", "Answered");

    table.advance(Duration.ofMinutes(1));

    assertThat(table.connection("seat").offlineOnPurpose).isFalse();
    assertThat(inputs()).contains("Reconnected");
    assertThat(
            app.turns.stream().map(turn -> turn.input()).filter(Input.Answered.class::isInstance))
        .containsExactly(
            new Input.Answered(1, new Input.CallResult.Succeeded("null")),
            new Input.Answered(2, new Input.CallResult.Succeeded("null")));
  }

  @Test
  void operator_takesASeatOffline_andBringsItBack() {
    Operator operator = table.host().operator();
    CompletableFuture<Void> gone = operator.disconnect("seat");
    table.settle();
    assertThat(gone).isCompleted();
    assertThat(inputs()).containsExactly("Disconnected");

    table.connection("seat").unreachable =
        Optional.of(new NodeException.Unreachable("ws://x", "nobody listens"));
    CompletableFuture<Void> refused = operator.connect("seat");
    table.settle();
    assertThat(refused).isCompletedExceptionally();

    table.connection("seat").unreachable = Optional.empty();
    CompletableFuture<Void> back = operator.connect("seat");
    table.settle();
    assertThat(back).isCompleted();
    CompletableFuture<Void> again = operator.connect("seat");
    table.settle();
    assertThat(again).isCompleted();
    assertThat(inputs()).containsExactly("Disconnected", "Reconnected");
  }
}
