package dev.croupier.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.client.SessionDefinition;
import dev.croupier.host.fake.FakeApp;
import dev.croupier.host.fake.FakeNode;
import dev.croupier.host.fake.TestTable;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.Turn;
import dev.croupier.protocol.SessionId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which messages reach an app, which leave it, and what is said about the others. */
class MessageRulesTest {

  private final TestTable table = new TestTable();
  private FakeApp app = new FakeApp("none", (turn, doing) -> {});
  private String outgoing = "{\"n\":1}";

  @BeforeEach
  void seatThatAnswersPingWithPong() {
    app =
        table.seat(
            "seat",
            (turn, doing) -> {
              if (turn.input() instanceof Input.MessageReceived message
                  && message.type().equals("ping")) {
                doing.send(PingPongTest.id(turn), "pong", outgoing);
              }
            });
  }

  private SessionId session(int other) {
    return table.node.seed(
        new SessionDefinition(
            "test",
            List.of(FakeNode.wallet(other), FakeNode.wallet(9)),
            List.of(100L, 0L),
            100,
            0,
            5),
        List.of());
  }

  private List<Input> messages() {
    return app.turns.stream()
        .map(Turn::input)
        .filter(Input.MessageReceived.class::isInstance)
        .toList();
  }

  private HostEvent.MessageRefused refused() {
    List<HostEvent.MessageRefused> refused = table.events(HostEvent.MessageRefused.class);
    assertThat(refused).hasSize(1);
    return refused.getFirst();
  }

  @Test
  void messageThatBreaksItsSchema_reachesNoApp() {
    table.start();
    table.node.relay(session(1), FakeNode.wallet(9), "ping", "{\"n\":\"one\"}");
    table.settle();

    assertThat(messages()).isEmpty();
    assertThat(refused().code()).isEqualTo("schema");
    assertThat(refused().direction()).isEqualTo(HostEvent.Direction.IN);
    assertThat(refused().sender()).isEqualTo(FakeNode.wallet(9));
    assertThat(refused().reason()).contains("/n is \"one\"", "integer", "(rule: type)");
  }

  @Test
  void messageOfAnUndeclaredType_reachesNoApp() {
    table.start();
    table.node.relay(session(1), FakeNode.wallet(9), "bribe", "{}");
    table.settle();

    assertThat(messages()).isEmpty();
    assertThat(refused().reason())
        .isEqualTo("type \"bribe\" is not declared, known are [ping, pong]");
  }

  @Test
  void outgoingMessageThatBreaksItsSchema_doesNotLeave() {
    outgoing = "{}";
    table.start();
    table.node.relay(session(1), FakeNode.wallet(9), "ping", "{\"n\":1}");
    table.settle();

    assertThat(table.events(HostEvent.MessageSent.class)).isEmpty();
    assertThat(refused().direction()).isEqualTo(HostEvent.Direction.OUT);
    assertThat(app.turns.getLast().input())
        .isInstanceOfSatisfying(
            Input.Answered.class,
            answer ->
                assertThat(answer.result())
                    .isInstanceOfSatisfying(
                        Input.CallResult.Failed.class,
                        failed -> {
                          assertThat(failed.code()).isEqualTo("message-refused");
                          assertThat(failed.message())
                              .contains("message \"pong\" was not sent", "'n'");
                        }));
  }

  @Test
  void tooLargeMessage_isRefusedWithItsSizeAndTheBound() {
    table.config = HostConfig.DEFAULTS.withMessageBytes(7);
    table.start();
    SessionId id = session(1);
    table.node.relay(id, FakeNode.wallet(9), "ping", "{\"n\":12}");
    table.node.relay(id, FakeNode.wallet(9), "ping", "{\"n\":1}");
    table.settle();

    assertThat(messages()).filteredOn(MessageRulesTest::isPing).hasSize(1);
    assertThat(refused().reason()).isEqualTo("data has 8 bytes, at most 7 are allowed");
  }

  @Test
  void repeatedDelivery_isHandledOnce() {
    table.start();
    SessionId id = session(1);
    table.node.relay(id, FakeNode.wallet(9), "ping", "{\"n\":1}", 500);
    table.node.relay(id, FakeNode.wallet(9), "ping", "{\"n\":1}", 500);
    table.settle();

    assertThat(messages())
        .filteredOn(input -> ((Input.MessageReceived) input).type().equals("ping"))
        .hasSize(1);
    assertThat(table.events(HostEvent.MessageRefused.class)).isEmpty();
  }

  @Test
  void senderWhoIsNoParticipant_isRefused() {
    table.start();
    table.node.relay(session(1), FakeNode.wallet(8), "ping", "{\"n\":1}");
    table.settle();

    assertThat(messages()).isEmpty();
    assertThat(refused().code()).isEqualTo("not-participant");
  }

  @Test
  void ownMessage_comesBackAsAMessageWithTheOwnWalletAsSender() {
    table.start();
    table.node.relay(session(1), FakeNode.wallet(9), "ping", "{\"n\":1}");
    table.settle();

    assertThat(messages())
        .extracting(input -> ((Input.MessageReceived) input).sender())
        .containsExactly(FakeNode.wallet(9).toString(), FakeNode.wallet(1).toString());
    assertThat(table.events(HostEvent.MessageReceived.class))
        .extracting(HostEvent.MessageReceived::own)
        .containsExactly(false, true);
  }

  @Test
  void messageOfASessionWithoutThisWallet_isRefused() {
    table.start();
    SessionId id = session(7);
    table.connection("seat").listenerForTest().message(message(id));
    table.settle();

    assertThat(messages()).isEmpty();
    assertThat(refused().code()).isEqualTo("not-participant");
    assertThat(table.host().seats().getFirst().openSessions()).isEmpty();
  }

  @Test
  void messageOfASessionTheNodeDoesNotKnow_isRefused() {
    table.start();
    table.connection("seat").listenerForTest().message(message(SessionId.of(hash())));
    table.settle();

    assertThat(refused().code()).isEqualTo("unknown-session");
  }

  private static dev.croupier.protocol.Hash32 hash() {
    return dev.croupier.protocol.Hash32.ofBytes(new byte[32]);
  }

  private static dev.croupier.client.RelayedMessage message(SessionId id) {
    return new dev.croupier.client.RelayedMessage(
        id,
        "ping",
        "{\"n\":1}",
        FakeNode.wallet(9),
        dev.croupier.client.RelayedMessage.Proof.WALLET_SIGNATURE,
        1,
        java.util.OptionalLong.empty(),
        "");
  }

  @Test
  void fullMailbox_refusesAndReportsTheRest() {
    table.config = HostConfig.DEFAULTS.withMailboxSize(3);
    table.start();
    SessionId id = session(1);
    for (int n = 0; n < 5; n++) {
      table.node.relay(id, FakeNode.wallet(9), "ping", "{\"n\":" + n + "}");
    }
    table.node.deliver();
    table.settle();

    List<HostEvent.MessageRefused> refused = table.events(HostEvent.MessageRefused.class);
    assertThat(refused).extracting(HostEvent.MessageRefused::code).containsOnly("mailbox-full");
    assertThat(refused.stream().filter(event -> event.type().equals("ping"))).hasSize(2);
    assertThat(messages())
        .filteredOn(MessageRulesTest::isPing)
        .extracting(input -> ((Input.MessageReceived) input).dataJson())
        .containsExactly("{\"n\":0}", "{\"n\":1}", "{\"n\":2}");
  }

  private static boolean isPing(Input input) {
    return input instanceof Input.MessageReceived message && message.type().equals("ping");
  }
}
