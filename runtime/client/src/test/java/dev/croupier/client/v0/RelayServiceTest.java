package dev.croupier.client.v0;

import static dev.croupier.client.v0.Connections.WALLET;
import static dev.croupier.client.v0.Connections.config;
import static dev.croupier.client.v0.Connections.failure;
import static dev.croupier.client.v0.Connections.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.client.NodeConnections;
import dev.croupier.client.NodeException;
import dev.croupier.client.NodeListener;
import dev.croupier.client.Proposal;
import dev.croupier.client.ProposalAnswer;
import dev.croupier.client.RelayConnection;
import dev.croupier.client.RelayedMessage;
import dev.croupier.client.fake.FakeNode;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.Keccak;
import dev.croupier.protocol.crypto.Secp256k1;
import dev.croupier.protocol.crypto.Signature;
import dev.croupier.protocol.crypto.Signer;
import dev.croupier.protocol.json.JsonText;
import dev.croupier.protocol.relay.RelayLogin;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.RequestFrame;
import dev.croupier.protocol.v0.RequestPayload;
import dev.croupier.protocol.v0.ServerVersion;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A relay that tells lies: none of them is believed. */
class RelayServiceTest implements NodeListener {
  private static final SessionId SESSION = SessionId.parse("0x" + "ab".repeat(32));
  private static final Hash32 NONCE = Hash32.parse("0x" + "cd".repeat(32));
  private static final Signer BOB = FakeNode.signer(2);
  private static final Signer MALLORY = FakeNode.signer(3);

  private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
  private FakeNode relay;
  private RelayConnection connection;

  @BeforeEach
  void start() throws Exception {
    relay = new FakeNode(ServerVersion.S0_5);
    challengeWith(relay.key());
    relay.on(
        "relay_login",
        (guest, request) -> answer(guest, request, "{\"wallet\":\"" + WALLET.address() + "\"}"));
    connection = NodeConnections.openRelay(config(relay.uri()).build(), this);
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
    relay.close();
  }

  @Override
  public void message(RelayedMessage message) {
    heard.add(message);
  }

  @Override
  public void proposed(Proposal proposal) {
    heard.add(proposal);
  }

  @Override
  public void proposalAnswered(ProposalAnswer answer) {
    heard.add(answer);
  }

  @Override
  public void unusable(NodeException problem) {
    heard.add(problem);
  }

  private void challengeWith(Signer named) {
    relay.on(
        "relay_challenge",
        (guest, request) ->
            answer(
                guest,
                request,
                "{\"relay\":\""
                    + named.address()
                    + "\",\"nonce\":\""
                    + NONCE
                    + "\",\"expires_at\":1760000060000}"));
  }

  private void answer(FakeNode.Guest guest, RequestFrame request, String params) {
    guest
        .peer()
        .send(frame(request.payload().requestId(), request.payload().method(), params, "", ""));
  }

  private String frame(long id, String method, String params, String sid, String proof) {
    String res = "[" + id + ",\"" + method + "\"," + params + ",1760000000000]";
    Signature signature = relay.key().sign(Keccak.keccak256(res.getBytes(StandardCharsets.UTF_8)));
    return "{\"res\":" + res + sid + proof + ",\"sig\":[\"" + signature + "\"]}";
  }

  private void tell(String method, String params, RequestPayload signed, Signer by, Signer named) {
    String proof =
        ",\"proof\":{\"req\":"
            + JsonText.quoted(signed.text())
            + ",\"sig\":\""
            + signed.sign(by)
            + "\",\"wallet\":\""
            + named.address()
            + "\"}";
    String sid = method.equals("message") ? ",\"sid\":\"" + SESSION + "\"" : "";
    relay.lastGuest().peer().send(frame(0, method, params, sid, proof));
  }

  private Object next() throws InterruptedException {
    Object event = heard.poll(10, TimeUnit.SECONDS);
    assertThat(event).isNotNull();
    return event;
  }

  private void requireRefused(String why) throws InterruptedException {
    assertThat(next())
        .isInstanceOfSatisfying(
            NodeException.UnusableFrame.class,
            problem -> assertThat(problem).hasMessageContaining(why));
  }

  private static RequestPayload payload(String method, String params) {
    return RequestPayload.read("[5,\"" + method + "\"," + params + ",1760000000000]");
  }

  @Test
  void login_signsTheRelaysAddressAndNonce() throws Exception {
    get(connection.connect());

    Members sent =
        Members.ofRequest(Method.MESSAGE, relay.awaitRequest("relay_login").payload().params());
    RelayLogin login =
        new RelayLogin(WALLET.address(), relay.key().address(), NONCE, 1_760_000_060_000L);
    assertThat(
            Secp256k1.best().recover(login.digest(), Signature.parse(sent.text("sig"))).address())
        .isEqualTo(WALLET.address());
    assertThat(connection.info().orElseThrow().address()).isEqualTo(relay.key().address());
  }

  @Test
  void login_forAnotherRelay_isNotSigned() throws Exception {
    challengeWith(MALLORY);

    assertThat(failure(connection.connect()))
        .isInstanceOf(NodeException.UnusableFrame.class)
        .hasMessageContaining(MALLORY.address().toString());
    assertThat(relay.methodsAsked()).doesNotContain("relay_login");
  }

  @Test
  void message_byAnotherKeyThanTheSendersWallet_isRefused() throws Exception {
    get(connection.connect());
    String content = "{\"type\":\"move\",\"data\":1}";
    String params = "{\"app_session_id\":\"" + SESSION + "\",\"message\":" + content + "}";

    tell("message", params, payload("message", content), MALLORY, BOB);
    requireRefused("not by the wallet " + BOB.address());
    tell("message", params, payload("message", content), BOB, BOB);
    assertThat(next()).isInstanceOf(RelayedMessage.class);
  }

  private static String proposal(String text, Signer from) {
    Hash32 id = Keccak.keccak256(text.getBytes(StandardCharsets.UTF_8));
    return "{\"proposal_id\":\""
        + id
        + "\",\"from\":\""
        + from.address()
        + "\",\"req\":"
        + JsonText.quoted(text)
        + ",\"sig\":[],\"to\":[\""
        + WALLET.address()
        + "\"],\"expires_at\":1760000050000}";
  }

  @Test
  void proposal_thatItsSenderDidNotMake_isRefused() throws Exception {
    get(connection.connect());
    String text = "[8,\"close_app_session\",{},1]";
    String other = "[9,\"close_app_session\",{},1]";
    RequestPayload made = payload("propose", "{\"req\":" + JsonText.quoted(text) + "}");

    tell("proposal", proposal(text, BOB), made, MALLORY, BOB);
    requireRefused("not by the wallet");
    tell("proposal", proposal(text, BOB), made, MALLORY, MALLORY);
    requireRefused("another from");
    tell("proposal", proposal(other, BOB), made, BOB, BOB);
    requireRefused("another req");
    tell("proposal", proposal(text, BOB).replace("[],\"to\"", "[\"0x00\"],\"to\""), made, BOB, BOB);
    requireRefused("another sig");
    tell("proposal", proposal(text, BOB), payload("message", "{}"), BOB, BOB);
    requireRefused("another proposal");
    tell("proposal", proposal(text, BOB), made, BOB, BOB);
    assertThat(next())
        .isInstanceOfSatisfying(
            Proposal.class,
            proposal -> {
              assertThat(proposal.from()).isEqualTo(BOB.address());
              assertThat(proposal.text()).isEqualTo(text);
              assertThat(proposal.to()).containsExactly(WALLET.address());
            });
  }

  @Test
  void answer_thatItsSenderDidNotGive_isRefused() throws Exception {
    get(connection.connect());
    String refusal = "{\"proposal_id\":\"" + NONCE + "\",\"refused\":\"no\"}";
    String told =
        "{\"proposal_id\":\""
            + NONCE
            + "\",\"from\":\""
            + BOB.address()
            + "\",\"refused\":\"no\",\"waiting_for\":[]}";

    tell("proposal_answer", told, payload("answer_proposal", refusal), MALLORY, BOB);
    requireRefused("not by the wallet");
    tell(
        "proposal_answer",
        told,
        payload("answer_proposal", refusal.replace("no", "never")),
        BOB,
        BOB);
    requireRefused("another refusal");
    tell(
        "proposal_answer",
        told.replace(NONCE.toString(), SESSION.toString()),
        payload("answer_proposal", refusal),
        BOB,
        BOB);
    requireRefused("another id");
    tell("proposal_answer", told, payload("answer_proposal", refusal), BOB, BOB);
    assertThat(next())
        .isInstanceOfSatisfying(
            ProposalAnswer.class, answer -> assertThat(answer.refusal()).contains("no"));
  }
}
