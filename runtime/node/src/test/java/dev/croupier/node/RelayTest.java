package dev.croupier.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.crypto.Secp256k1;
import dev.croupier.protocol.crypto.Signature;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.RawJson;
import dev.croupier.protocol.v0.RequestFrame;
import dev.croupier.protocol.v0.RequestPayload;
import dev.croupier.protocol.v0.ResponseFrame;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages between participants (clearnode-0.x 11.3). */
class RelayTest {
  private final SessionTable table = new SessionTable();
  private final TestClient alice = table.alice;
  private final TestClient bob = table.bob;
  private final String session = table.open("60", "40");

  @AfterEach
  void close() {
    table.close();
  }

  private static RequestFrame message(TestClient from, String sid, String params) {
    return from.payload("message", params).signedBy(from.sessionKey).withSid(sid);
  }

  @Test
  void message_reachesEveryConnectionOfEveryParticipant() {
    TestClient second =
        new TestClient(table.node, table.node.connect(), bob.wallet, bob.sessionKey);
    second.login();
    second.notifications();
    bob.notifications();
    RequestFrame move = message(alice, session, "{\"type\":\"move\",\"n\":1.10}");

    ResponseFrame echo = alice.send(move);

    String params =
        "{\"app_session_id\":\""
            + session
            + "\",\"message\":"
            + move.payload().params().text()
            + "}";
    assertThat(echo.payload().params().text()).isEqualTo(params);
    assertThat(echo.payload().requestId()).isEqualTo(move.payload().requestId());
    for (TestClient receiver : List.of(bob, second)) {
      assertThat(receiver.notifications())
          .singleElement()
          .satisfies(
              frame -> {
                assertThat(frame.payload().params().text()).isEqualTo(params);
                assertThat(frame.payload().requestId()).isZero();
                assertThat(frame.sid()).isEqualTo(session);
              });
    }
    assertThat(table.mallory.notifications()).isEmpty();
  }

  @Test
  void message_rawTextOfParamsSurvives() {
    String odd = "{ \"b\":1.10, \"2\":\"\\u0041<\", \"1\":1e2 }";
    String text = "[900,\"message\"," + odd + "," + table.node.clock.millis() + "]";
    RequestPayload payload = RequestPayload.read(text);
    bob.notifications();

    var _ = alice.send(payload.signedBy(alice.sessionKey).withSid(session));

    assertThat(bob.notifications())
        .singleElement()
        .satisfies(
            frame ->
                assertThat(frame.payload().params().text()).endsWith("\"message\":" + odd + "}"));
  }

  @Test
  void message_carriesProofTheReceiverCanCheck() {
    RequestFrame move = message(alice, session, "{\"text\":\"\\u2028 \\\"quoted\\\"\"}");
    bob.notifications();
    var _ = alice.send(move);

    RawJson member = bob.notifications().getFirst().others().get("proof");
    assertThat(member).isNotNull();
    JsonObject proof = member.parse().asObject();

    RequestPayload original = RequestPayload.read(TestClient.text(proof, "req"));
    assertThat(original.text()).isEqualTo(move.payload().text());
    Address signer =
        Secp256k1.best()
            .recover(original.digest(), Signature.parse(TestClient.text(proof, "sig")))
            .address();
    assertThat(signer).isEqualTo(alice.sessionKey.address());
    assertThat(TestClient.text(proof, "wallet")).isEqualTo(alice.address().toString());
  }

  @Test
  void message_againstTheRules_refused() {
    RequestFrame unsigned = alice.payload("message", "{}").unsigned().withSid(session);
    String other = "0x" + "ab".repeat(32);

    assertThat(alice.refused("message", "{}", alice.sessionKey))
        .isEqualTo("missing app session id");
    assertThat(alice.refused(message(alice, other, "{}")))
        .isEqualTo("app session " + other + " is not active");
    assertThat(alice.refused(message(alice, "x", "{}"))).isEqualTo("app session x is not active");
    assertThat(table.mallory.refused(message(table.mallory, session, "{}")))
        .isEqualTo("sender is not a participant of app session " + session);
    assertThat(alice.refused(unsigned)).isEqualTo("missing participant signature");
    assertThat(
            alice.refused(alice.payload("message", "{}").signedBy(bob.sessionKey).withSid(session)))
        .isEqualTo("invalid signature");
  }

  @Test
  void message_afterClose_refused() {
    var _ = alice.send(message(alice, session, "{}"));
    alice.call(
        "close_app_session",
        Params.close(session, table.usdc(alice, "60"), table.usdc(bob, "40")),
        table.both());

    assertThat(alice.refused(message(alice, session, "{}")))
        .isEqualTo("app session " + session + " is not active");
  }

  @Test
  void message_revokedKey_refused() {
    var _ = alice.send(message(alice, session, "{}"));
    alice.call(
        "revoke_session_key",
        "{\"session_key\":\"" + alice.sessionKey.address() + "\"}",
        alice.wallet);

    assertThat(alice.refused(message(alice, session, "{}"))).isEqualTo("invalid signature");
  }

  @Test
  void message_sameIdInAnotherSession_isFresh() {
    String otherSession = table.open("0", "0");
    RequestPayload payload = alice.payload("message", "{}");
    var _ = alice.send(payload.signedBy(alice.sessionKey).withSid(session));

    assertThat(
            alice.send(payload.signedBy(alice.sessionKey).withSid(otherSession)).payload().method())
        .isEqualTo("message");
  }

  @Test
  void echoSwitchedOff_senderGetsNothing() {
    try (SessionTable quiet = new SessionTable(TestNode.config().relayEcho(false).build())) {
      String quietSession = quiet.open("1", "1");
      quiet.bob.notifications();
      quiet.alice.notifications();

      quiet.node.receive(quiet.alice.peer, message(quiet.alice, quietSession, "{}").text());

      assertThat(quiet.alice.notifications()).isEmpty();
      assertThat(quiet.bob.notificationMethods()).containsExactly("message");
    }
  }
}
