package dev.croupier.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.protocol.crypto.Signer;
import dev.croupier.protocol.v0.RequestFrame;
import dev.croupier.protocol.v0.RequestPayload;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the public servers get wrong and this node refuses (clearnode-0.x 16). */
class PublicServerDefectTest {
  private final SessionTable table = new SessionTable();
  private final TestClient alice = table.alice;
  private final TestClient bob = table.bob;

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void nullRequestWithMalformedMember_answeredWithError() {
    table.node.receive(alice.peer, "{\"req\":null,\"sig\":7}");

    assertThat(alice.peer.take()).singleElement().asString().contains("invalid message format");
  }

  @Test
  void nullRequestWithResponse_answeredWithError() {
    table.node.receive(alice.peer, "{\"req\":null,\"res\":[1,\"ping\",{},1]}");

    assertThat(alice.peer.take()).singleElement().asString().contains("message request is empty");
  }

  @Test
  void shortLoginSignature_answeredWithError() {
    TestClient carol = table.node.client("carol");
    var asked =
        carol.send(
            carol
                .payload(
                    "auth_request",
                    "{\"address\":\""
                        + carol.address()
                        + "\",\"session_key\":\""
                        + carol.sessionKey.address()
                        + "\",\"application\":\"x\",\"expires_at\":1760003600}")
                .unsigned());
    String challenge =
        TestClient.text(asked.payload().params().parse().asObject(), "challenge_message");

    assertThat(
            carol.refused(
                new RequestFrame(
                    carol.payload("auth_verify", "{\"challenge\":\"" + challenge + "\"}"),
                    List.of("0x1234"),
                    null)))
        .isEqualTo("invalid signature");
  }

  @Test
  void operateLeavesHolderOut_refused() {
    String session = table.open("60", "40");

    assertThat(submit(session, table.usdc(alice, "100")))
        .isEqualTo(
            "incorrect operate request: non-zero allocations sum delta: participant "
                + bob.address()
                + " holds 40 usdc and must be listed in the allocations");
    assertThat(bob.shareIn(session, "usdc")).isEqualTo("40");
  }

  @Test
  void closeLeavesHolderOut_refused() {
    String session = table.open("60", "40");

    assertThat(
            alice.refused(
                "close_app_session", Params.close(session, table.usdc(alice, "100")), table.both()))
        .isEqualTo(
            "participant "
                + bob.address()
                + " holds 40 usdc and must be listed in the allocations");
  }

  @Test
  void participantListedTwice_refusedInEveryIntentAndOnClose() {
    String session = table.open("60", "40");
    String twice = "duplicate allocation for participant " + alice.address() + " in asset usdc";
    String[] shares = {
      table.usdc(alice, "30"), table.usdc(alice, "30"), table.usdc(bob, "40"),
    };
    String[] growing = {
      table.usdc(alice, "61"), table.usdc(alice, "61"), table.usdc(bob, "40"),
    };

    assertThat(submit(session, shares)).isEqualTo(twice);
    assertThat(
            alice.refused(
                "submit_app_state", Params.submit(session, "deposit", 2, growing), table.both()))
        .isEqualTo(twice);
    assertThat(
            alice.refused(
                "submit_app_state", Params.submit(session, "withdraw", 2, shares), table.both()))
        .isEqualTo(twice);
    assertThat(alice.refused("close_app_session", Params.close(session, shares), table.both()))
        .isEqualTo(twice);
  }

  @Test
  void participantListedTwiceOnCreate_amountsAddUp() {
    String created =
        TestClient.text(
            alice.call(
                "create_app_session",
                Params.create(
                    table.definition(SessionTable.V0_4, 50, 50, 50),
                    table.usdc(alice, "10"),
                    table.usdc(alice, "15")),
                alice.sessionKey),
            "app_session_id");

    assertThat(alice.shareIn(created, "usdc")).isEqualTo("25");
  }

  @Test
  void outsiderPaysInOnCreate_refused() {
    assertThat(
            alice.refused(
                "create_app_session",
                Params.create(
                    table.definition(SessionTable.V0_4, 100, 50, 50),
                    table.usdc(table.mallory, "10")),
                table.mallory.sessionKey))
        .isEqualTo("allocation to non-participant " + table.mallory.address());
  }

  @Test
  void sortThatIsNoSort_refused() {
    assertThat(alice.refused("get_ledger_entries", "{\"sort\":\"asc; DROP TABLE ledger_entry\"}"))
        .isEqualTo("invalid sort type: asc; DROP TABLE ledger_entry");
  }

  @Test
  void versionlessSubmitRepeated_refused() {
    String session = table.open(SessionTable.V0_2, "60", "40");
    RequestPayload toAlice = alice.payload("submit_app_state", state(session, "100", "0"));
    alice.ok(toAlice.signedBy(table.both()));
    alice.call("submit_app_state", state(session, "0", "100"), table.both());
    table.node.clock.advance(Duration.ofSeconds(30));

    assertThat(alice.refused(toAlice.signedBy(table.both())))
        .isEqualTo("operation denied: the request has already been processed");
    assertThat(alice.shareIn(session, "usdc")).isEqualTo("0");
  }

  private String state(String session, String alices, String bobs) {
    return Params.close(session, table.usdc(alice, alices), table.usdc(bob, bobs));
  }

  @Test
  void messageRepeatedInTheSameSession_refused() {
    String session = table.open("60", "40");
    RequestFrame message =
        alice.payload("message", "{\"type\":\"move\"}").signedBy(alice.sessionKey).withSid(session);
    assertThat(alice.send(message).payload().method()).isEqualTo("message");

    assertThat(alice.refused(message))
        .isEqualTo(
            "request id "
                + message.payload().requestId()
                + " was already used in app session "
                + session);
  }

  private String submit(String session, String... shares) {
    Signer[] both = table.both();
    return alice.refused("submit_app_state", Params.submit(session, "operate", 2, shares), both);
  }
}
