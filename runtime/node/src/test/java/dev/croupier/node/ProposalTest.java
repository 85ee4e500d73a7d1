package dev.croupier.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonText;
import dev.croupier.protocol.v0.RequestPayload;
import dev.croupier.protocol.v0.ResponseFrame;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Proposals: collecting signatures through the node. */
class ProposalTest {
  private final SessionTable table = new SessionTable();
  private final TestClient alice = table.alice;
  private final TestClient bob = table.bob;
  private final RequestPayload create =
      alice.payload(
          "create_app_session",
          Params.create(
              table.definition(SessionTable.V0_4, 100, 50, 50),
              table.usdc(alice, "60"),
              table.usdc(bob, "40")));

  @AfterEach
  void close() {
    table.close();
  }

  private static String propose(RequestPayload payload, String more) {
    return "{\"req\":" + JsonText.quoted(payload.text()) + more + "}";
  }

  private static JsonObject only(TestClient client, String method) {
    return client.notifications().stream()
        .map(ResponseFrame::payload)
        .filter(payload -> payload.method().equals(method))
        .reduce((first, second) -> second)
        .orElseThrow(() -> new AssertionError("no " + method))
        .params()
        .parse()
        .asObject();
  }

  private String proposed() {
    String mine = create.sign(alice.sessionKey).toString();
    return TestClient.text(
        alice.call("propose", propose(create, ",\"sig\":[\"" + mine + "\"]")), "proposal_id");
  }

  @Test
  void proposal_signedByTheOther_makesACompleteRequest() {
    String id = proposed();
    JsonObject received = only(bob, "proposal");
    assertThat(TestClient.text(received, "req")).isEqualTo(create.text());
    assertThat(TestClient.text(received, "from")).isEqualTo(alice.address().toString());

    RequestPayload toSign = RequestPayload.read(TestClient.text(received, "req"));
    bob.call(
        "answer_proposal",
        "{\"proposal_id\":\"" + id + "\",\"sig\":\"" + toSign.sign(bob.sessionKey) + "\"}");

    JsonObject answer = only(alice, "proposal_answer");
    assertThat(TestClient.text(answer, "from")).isEqualTo(bob.address().toString());
    assertThat(TestClient.text(answer, "sig")).isEqualTo(create.sign(bob.sessionKey).toString());
    alice.ok(create.signedBy(alice.sessionKey, bob.sessionKey));
  }

  @Test
  void proposal_refused_proposerLearnsWhy() {
    String id = proposed();

    bob.call("answer_proposal", "{\"proposal_id\":\"" + id + "\",\"refused\":\"stakes too high\"}");

    assertThat(TestClient.text(only(alice, "proposal_answer"), "refused"))
        .isEqualTo("stakes too high");
    assertThat(
            bob.refused(
                "answer_proposal",
                "{\"proposal_id\":\"" + id + "\",\"refused\":\"\"}",
                bob.sessionKey))
        .isEqualTo("proposal " + id + " is not waiting");
  }

  @Test
  void proposal_receiverComesLater_getsItAfterLogin() {
    String id = proposed();
    TestClient later = new TestClient(table.node, table.node.connect(), bob.wallet, bob.sessionKey);

    later.login();

    assertThat(TestClient.text(only(later, "proposal"), "proposal_id")).isEqualTo(id);
  }

  @Test
  void proposal_timeOver_isGone() {
    String id = proposed();
    table.node.clock.advance(Duration.ofSeconds(61));

    assertThat(
            bob.refused(
                "answer_proposal",
                "{\"proposal_id\":\"" + id + "\",\"refused\":\"\"}",
                bob.sessionKey))
        .isEqualTo("proposal " + id + " is not waiting");
    assertThat(alice.refused("propose", propose(create, ""), alice.sessionKey))
        .isEqualTo("invalid proposal: the timestamp of the request is too old for it to be sent");
  }

  @Test
  void proposal_withdrawn_othersAreTold() {
    String id = proposed();
    String params = "{\"proposal_id\":\"" + id + "\"}";
    assertThat(bob.refused("withdraw_proposal", params, bob.sessionKey))
        .isEqualTo("proposal " + id + " was made by another wallet");

    alice.call("withdraw_proposal", params);

    assertThat(TestClient.text(only(bob, "proposal_withdrawn"), "proposal_id")).isEqualTo(id);
  }

  @Test
  void answer_signatureOverAnotherText_refused() {
    String id = proposed();
    RequestPayload other = bob.payload("ping", "{}");

    assertThat(
            bob.refused(
                "answer_proposal",
                "{\"proposal_id\":\"" + id + "\",\"sig\":\"" + other.sign(bob.sessionKey) + "\"}",
                bob.sessionKey))
        .isEqualTo("invalid signature");
    assertThat(
            table.mallory.refused(
                "answer_proposal",
                "{\"proposal_id\":\"" + id + "\",\"refused\":\"\"}",
                table.mallory.sessionKey))
        .isEqualTo(table.mallory.address() + " is not asked to sign proposal " + id);
    assertThat(bob.refused("answer_proposal", "{\"proposal_id\":\"" + id + "\"}", bob.sessionKey))
        .isEqualTo("invalid answer: give either sig or refused");
  }

  @Test
  void propose_againstTheRules_refused() {
    proposed();
    RequestPayload ping = alice.payload("ping", "{}");
    String stranger = table.mallory.address().toString();

    assertThat(alice.refused("propose", propose(create, ""), alice.sessionKey))
        .isEqualTo("proposal " + create.digest() + " is already waiting");
    assertThat(alice.refused("propose", propose(create, "")))
        .isEqualTo("missing participant signature");
    assertThat(alice.refused("propose", propose(ping, ""), alice.sessionKey))
        .isEqualTo(
            "invalid proposal: ping is none of create_app_session, submit_app_state and"
                + " close_app_session");
    assertThat(alice.refused("propose", "{\"req\":\"[1]\"}", alice.sessionKey))
        .isEqualTo("invalid proposal: req is not the text of a request");
    assertThat(table.mallory.refused("propose", propose(create, ""), table.mallory.sessionKey))
        .isEqualTo(stranger + " is not a participant of the proposed request");
    assertThat(
            alice.refused(
                "propose", propose(create, ",\"to\":[\"" + stranger + "\"]"), alice.sessionKey))
        .isEqualTo(stranger + " is not a participant of the proposed request");
    String foreign = create.sign(table.mallory.wallet).toString();
    assertThat(
            alice.refused(
                "propose", propose(create, ",\"sig\":[\"" + foreign + "\"]"), alice.sessionKey))
        .isEqualTo("signature from unknown participant wallet " + stranger);
  }

  @Test
  void propose_closeOfAnOpenSession_reachesItsParticipants() {
    String session = table.open("60", "40");
    RequestPayload close =
        alice.payload(
            "close_app_session",
            Params.close(session, table.usdc(alice, "60"), table.usdc(bob, "40")));
    bob.notifications();

    alice.call("propose", propose(close, ""));

    assertThat(TestClient.text(only(bob, "proposal"), "req")).isEqualTo(close.text());
  }
}
