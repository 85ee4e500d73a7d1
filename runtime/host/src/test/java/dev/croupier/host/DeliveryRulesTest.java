package dev.croupier.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.client.SessionDefinition;
import dev.croupier.host.delivery.ControlMessage;
import dev.croupier.host.delivery.DeliveryLimits;
import dev.croupier.host.fake.FakeApp;
import dev.croupier.host.fake.FakeNode;
import dev.croupier.host.fake.TestTable;
import dev.croupier.host.turn.Input;
import dev.croupier.protocol.SessionId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of messages while a connection comes and goes. */
class DeliveryRulesTest {

  private final TestTable table = new TestTable();
  private FakeApp seat = new FakeApp("none", (turn, doing) -> {});
  private FakeApp other = seat;
  private SessionId id = SessionId.parse("0x" + "00".repeat(32));

  @BeforeEach
  void seatThatAnswersTheStranger() {
    String stranger = FakeNode.wallet(9).toString();
    seat =
        table.seat(
            "seat",
            (turn, doing) -> {
              if (turn.input() instanceof Input.MessageReceived message
                  && message.sender().equals(stranger)) {
                doing.send(id.toString(), "pong", message.dataJson());
              }
              if (turn.input() instanceof Input.TimerFired) {
                doing.send(id.toString(), "ping", "{\"n\":1}");
              }
              if (turn.input() instanceof Input.SessionCreated) {
                for (int i = 0; i < 5; i++) {
                  doing.timer(java.util.Optional.of(id.toString()), "t" + i, 1_000, "0");
                }
              }
            });
    other = table.seat("other", (turn, doing) -> {});
  }

  private void start() {
    table.start();
    id =
        table.node.seed(
            new SessionDefinition(
                "test",
                List.of(table.wallet("seat"), table.wallet("other"), FakeNode.wallet(9)),
                List.of(100L, 0L, 0L),
                100,
                0,
                5),
            List.of());
    table.node.relay(id, FakeNode.wallet(9), "ping", "{\"n\":0}");
    table.settle();
  }

  private static long heard(FakeApp app, String type) {
    return app.turns.stream()
        .filter(
            turn ->
                turn.input() instanceof Input.MessageReceived message
                    && message.type().equals(type))
        .count();
  }

  private List<Input.CallResult> answers() {
    return seat.turns.stream()
        .map(turn -> turn.input() instanceof Input.Answered answer ? answer : null)
        .filter(java.util.Objects::nonNull)
        .map(Input.Answered::result)
        .toList();
  }

  @Test
  void messagesAskedForWithoutConnection_leaveWithTheNextOne() {
    start();
    int before = answers().size();
    table.connection("seat").cut();
    table.advance(Duration.ofSeconds(1));
    assertThat(heard(other, "ping")).isEqualTo(1);
    assertThat(answers()).hasSize(before);

    table.connection("seat").reconnect();
    table.settle();

    assertThat(heard(other, "ping")).isEqualTo(6);
    assertThat(heard(seat, "ping")).isEqualTo(6);
    assertThat(answers())
        .hasSize(before + 5)
        .allMatch(answer -> answer instanceof Input.CallResult.Succeeded);
  }

  @Test
  void moreThanMayWait_isRefusedAtOnce() {
    table.config = HostConfig.DEFAULTS.withDelivery(DeliveryLimits.DEFAULTS.withUnsent(3));
    start();
    table.connection("seat").cut();
    table.advance(Duration.ofSeconds(1));

    assertThat(answers().stream().filter(Input.CallResult.Failed.class::isInstance))
        .hasSize(2)
        .allSatisfy(
            failed ->
                assertThat((Input.CallResult.Failed) failed)
                    .satisfies(
                        one -> {
                          assertThat(one.code()).isEqualTo("too-many-unsent");
                          assertThat(one.message()).contains("at most 3 may");
                        }));
    table.connection("seat").reconnect();
    table.settle();
    assertThat(heard(other, "ping")).isEqualTo(4);
  }

  @Test
  void messageUnderWayAtACut_isSentAgain_andArrivesOnce() {
    start();
    table.clock.advance(Duration.ofSeconds(1));
    for (int i = 0; i < 8; i++) {
      table.loops.getFirst().step();
    }
    table.connection("seat").cut();
    table.settle();
    table.connection("seat").reconnect();
    table.settle();

    assertThat(heard(other, "ping")).isEqualTo(6);
    assertThat(answers()).allMatch(answer -> answer instanceof Input.CallResult.Succeeded);
  }

  @Test
  void whatWasMissedWithoutConnection_isAskedForAndComes() {
    start();
    table.connection("other").cut();
    table.advance(Duration.ofSeconds(1));
    assertThat(heard(other, "ping")).isEqualTo(1);

    table.connection("other").reconnect();
    table.settle();

    assertThat(heard(other, "ping")).isEqualTo(6);
  }

  @Test
  void controlMessages_reachNoAppAndNoStory() {
    start();
    table.connection("other").cut();
    table.connection("other").reconnect();
    table.settle();
    table.advance(Duration.ofMinutes(2));

    assertThat(table.node.relayed)
        .anyMatch(message -> message.type().equals(ControlMessage.RESUME))
        .anyMatch(message -> message.type().equals(ControlMessage.RESEND));
    assertThat(table.events)
        .noneMatch(
            event ->
                event instanceof HostEvent.MessageSent sent
                    && sent.type().startsWith(ControlMessage.RESERVED))
        .noneMatch(
            event ->
                event instanceof HostEvent.MessageReceived received
                    && received.type().startsWith(ControlMessage.RESERVED))
        .noneMatch(HostEvent.MessageRefused.class::isInstance);
  }

  @Test
  void relayThatKeepsCopiesToItself_stillLetsTheSenderHearItself() {
    table.node.echoes = false;
    start();
    assertThat(heard(seat, "pong")).isEqualTo(1);
    assertThat(answers()).hasSize(1).allMatch(Input.CallResult.Succeeded.class::isInstance);
  }
}
