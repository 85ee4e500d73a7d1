package dev.croupier.client.v0;

import static dev.croupier.client.v0.Connections.WALLET;
import static dev.croupier.client.v0.Connections.config;
import static dev.croupier.client.v0.Connections.failure;
import static dev.croupier.client.v0.Connections.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.client.MessageStamp;
import dev.croupier.client.NodeConnection;
import dev.croupier.client.NodeConnections;
import dev.croupier.client.NodeException;
import dev.croupier.client.OutgoingMessage;
import dev.croupier.client.Relay;
import dev.croupier.client.RelayedMessage;
import dev.croupier.client.RelayedMessage.Proof;
import dev.croupier.client.fake.FakeNode;
import dev.croupier.client.fake.RecordingListener;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.Signer;
import dev.croupier.protocol.json.JsonException;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonText;
import dev.croupier.protocol.json.RawJson;
import dev.croupier.protocol.v0.ErrorText;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.RequestFrame;
import dev.croupier.protocol.v0.RequestPayload;
import dev.croupier.protocol.v0.ResponseFrame;
import dev.croupier.protocol.v0.ResponsePayload;
import dev.croupier.protocol.v0.ServerVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelayTest {
  private static final SessionId SESSION = SessionId.parse("0x" + "ab".repeat(32));
  private static final SessionId OTHER = SessionId.parse("0x" + "cd".repeat(32));
  private static final Signer BOB = FakeNode.signer(2);
  private static final Signer BOBS_KEY = FakeNode.signer(3);

  private final RecordingListener events = new RecordingListener();
  private FakeNode node;
  private NodeConnection connection;
  private Relay relay;

  @BeforeEach
  void connect() throws Exception {
    node = new FakeNode(ServerVersion.S0_5);
    node.withRelay(
        (guest, request) ->
            guest
                .peer()
                .send(
                    delivered(
                        request.payload().requestId(),
                        SESSION.toString(),
                        request.payload().params().text(),
                        proof(
                            request.payload().text(),
                            request.signatureTexts().getFirst(),
                            String.valueOf(guest.wallet())))));
    connection = NodeConnections.open(config(node.uri()).build(), events);
    get(connection.connect());
    events.await(RecordingListener.Balances.class);
    relay = connection.relay().orElseThrow();
    node.methodsAsked();
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
    node.close();
  }

  private String delivered(long id, String session, String message, String proof) {
    ResponsePayload payload =
        ResponsePayload.of(
            id,
            Method.MESSAGE,
            RawJson.of("{\"app_session_id\":\"" + session + "\",\"message\":" + message + "}"),
            1);
    String frame = payload.signedBy(node.key()).withSid(session).text();
    return frame.substring(0, frame.length() - 1) + proof + "}";
  }

  private static String proof(String req, String sig, String wallet) {
    return ",\"proof\":{\"req\":"
        + JsonText.quoted(req)
        + ",\"sig\":\""
        + sig
        + "\",\"wallet\":\""
        + wallet
        + "\"}";
  }

  private static String proof(RequestPayload payload, Signer signer) {
    return proof(payload.text(), payload.sign(signer).toString(), BOB.address().toString());
  }

  private static RequestPayload message(long id, String params) {
    return RequestPayload.read("[" + id + ",\"message\"," + params + ",1760000000000]");
  }

  private void deliver(RequestPayload payload, String session, String proof) {
    node.lastGuest().peer().send(delivered(0, session, payload.params().text(), proof));
  }

  private OutgoingMessage compose(String type, String data, long previous) {
    return relay.compose(
        SESSION,
        type,
        data,
        new MessageStamp(
            relay.nextRequestId(), System.currentTimeMillis(), OptionalLong.of(previous)));
  }

  private CompletableFuture<Void> send(String type, String data) {
    return relay.send(compose(type, data, 0));
  }

  private NodeException refusalOf(RequestPayload payload, String session, String proof)
      throws Exception {
    deliver(payload, session, proof);
    Object event = events.next();
    assertThat(event).isInstanceOf(RecordingListener.Unusable.class);
    return ((RecordingListener.Unusable) event).problem();
  }

  @Test
  void send_isSignedByTheWallet_withSessionAndSequenceInside() throws Exception {
    get(send("move \"x\"", "{ \"n\": 1.50, \"b\":[],\"a\":1e2 }"));

    RequestFrame sent = node.awaitRequest("message");
    assertThat(sent.sid()).isEqualTo(SESSION.toString());
    long id = sent.payload().requestId();
    assertThat(sent.payload().params().text())
        .isEqualTo(
            "{\"type\":\"move \\\"x\\\"\",\"data\":{ \"n\": 1.50, \"b\":[],\"a\":1e2"
                + " },\"session\":\""
                + SESSION
                + "\",\"seq\":"
                + id
                + ",\"prev\":0}");
    assertThat(sent.signatures()).containsExactly(sent.payload().sign(WALLET));

    RelayedMessage own = events.await(RelayedMessage.class);
    assertThat(own)
        .isEqualTo(
            new RelayedMessage(
                SESSION,
                "move \"x\"",
                "{ \"n\": 1.50, \"b\":[],\"a\":1e2 }",
                WALLET.address(),
                Proof.WALLET_SIGNATURE,
                id,
                OptionalLong.of(0),
                sent.payload().text()));
  }

  @Test
  void send_ofNoJson_isRefusedBeforeAnythingLeaves() {
    assertThatThrownBy(() -> send("move", "{")).isInstanceOf(JsonException.class);
    assertThatThrownBy(() -> send("move", "1},\"x\":{\"y\":1")).isInstanceOf(JsonException.class);
    assertThat(node.methodsAsked()).isEmpty();
  }

  @Test
  void send_leavesInTheOrderOfTheCalls() throws Exception {
    List<CompletableFuture<Void>> sent = new ArrayList<>();
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      OutgoingMessage message = compose("move", String.valueOf(i), 0);
      ids.add(message.stamp().requestId());
      sent.add(relay.send(message));
    }
    for (CompletableFuture<Void> one : sent) {
      get(one);
    }
    assertThat(ids).isSorted().doesNotHaveDuplicates();
    for (long id : ids) {
      assertThat(events.await(RelayedMessage.class).requestId()).isEqualTo(id);
    }
  }

  @Test
  void compose_givesTheSameTextAndSignatureForTheSameStamp() {
    OutgoingMessage message = compose("move", "{\"n\":1}", 3);

    assertThat(relay.compose(SESSION, message.type(), message.dataJson(), message.stamp()))
        .isEqualTo(message);
  }

  @Test
  void write_givesTheTextThatComposeSigns() {
    OutgoingMessage message = compose("move", "{ \"n\": 1.50 }", 3);

    assertThat(relay.write(SESSION, message.type(), message.dataJson(), message.stamp()))
        .isEqualTo(message.signedText())
        .isEqualTo(RequestPayload.read(message.signedText()).text());
  }

  @Test
  void ownMessage_thatComesBackInOtherWords_isCheckedLikeAllOthers() throws Exception {
    node.withRelay(
        (guest, request) -> {
          long id = request.payload().requestId();
          String other = request.payload().text().replace("\"data\":1", "\"data\":2");
          guest
              .peer()
              .send(
                  delivered(
                      id,
                      SESSION.toString(),
                      RequestPayload.read(other).params().text(),
                      proof(
                          other,
                          request.signatureTexts().getFirst(),
                          WALLET.address().toString())));
        });

    OutgoingMessage message = compose("move", "1", 0);
    get(relay.send(message));

    assertThat(message.signedText()).contains("\"data\":1");
    RelayedMessage heard = events.await(RelayedMessage.class);
    assertThat(heard.proof()).isEqualTo(Proof.NODE_ATTESTED);
    assertThat(heard.previousId()).isEmpty();
  }

  @Test
  void nextRequestId_isAboveAllThatWereSkipped() {
    long far = relay.nextRequestId() + 1_000_000;
    relay.skipPast(far);
    relay.skipPast(5);

    assertThat(relay.nextRequestId()).isEqualTo(far + 1);
  }

  @Test
  void send_again_isAcceptedWhereTheRelayHasHadIt() throws Exception {
    node.withRelay(
        (guest, request) ->
            guest.refuse(
                request,
                ErrorText.requestIdUsed(request.payload().requestId(), SESSION.toString())));

    get(send("move", "1"));
  }

  @Test
  void send_ofAnOldMessage_datesItAnewAndKeepsItsNumber() throws Exception {
    OutgoingMessage old =
        relay.compose(
            SESSION,
            "move",
            "1",
            new MessageStamp(
                relay.nextRequestId(), System.currentTimeMillis() - 3_600_000, OptionalLong.of(7)));
    get(relay.send(old));

    RequestFrame sent = node.awaitRequest("message");
    assertThat(sent.payload().requestId()).isEqualTo(old.stamp().requestId());
    assertThat(sent.payload().timestampMs()).isGreaterThan(old.stamp().timestampMs() + 3_000_000);
    assertThat(sent.payload().params().text()).contains("\"prev\":7}");
    assertThat(sent.signatures()).containsExactly(sent.payload().sign(WALLET));
  }

  @Test
  void send_toARelayThatKeepsCopiesToItself_isAcceptedWhenThePingIsAnswered() throws Exception {
    node.withRelay((guest, request) -> {});
    node.on("ping", (guest, request) -> guest.answer(request, JsonObject.EMPTY));

    get(send("move", "1"));
    get(send("move", "2"));

    assertThat(node.methodsAsked()).containsExactly("message", "ping", "message", "ping");
  }

  @Test
  void send_toARelayThatSendsCopies_pingsAtMostOnce() throws Exception {
    for (int i = 0; i < 5; i++) {
      get(send("move", "1"));
    }

    assertThat(node.methodsAsked())
        .filteredOn(method -> !method.equals("message"))
        .hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void send_refused_keepsTheNodesWords() throws Exception {
    node.withRelay((guest, request) -> guest.refuse(request, "app session x is not active"));

    assertThat(failure(send("move", "1")))
        .isInstanceOf(NodeException.Refused.class)
        .hasMessageContaining("not active");
    assertThat(events.taken()).isEmpty();
  }

  @Test
  void message_signedByTheWallet_isTrustedWithoutTheNode() throws Exception {
    RequestPayload payload = message(5, "{\"type\":\"move\",\"data\":{\"a\": 1}}");
    deliver(payload, SESSION.toString(), proof(payload, BOB));

    assertThat(events.next())
        .isEqualTo(
            new RelayedMessage(
                SESSION,
                "move",
                "{\"a\": 1}",
                BOB.address(),
                Proof.WALLET_SIGNATURE,
                5,
                OptionalLong.empty(),
                payload.text()));
  }

  @Test
  void message_signedByASessionKey_isAttestedByTheNode() throws Exception {
    RequestPayload payload = message(5, "{\"type\":\"move\"}");
    deliver(payload, SESSION.toString(), proof(payload, BOBS_KEY));

    RelayedMessage message = events.await(RelayedMessage.class);
    assertThat(message.proof()).isEqualTo(Proof.NODE_ATTESTED);
    assertThat(message.sender()).isEqualTo(BOB.address());
    assertThat(message.dataJson()).isEqualTo("null");
  }

  /** The frame as it was, but signed by a key that is not the node's. */
  private static String notByTheNode(String frame) {
    int from = frame.indexOf("\"sig\":[\"") + 8;
    ResponsePayload payload = ResponseFrame.read(frame).payload();
    String other = payload.signedBy(BOBS_KEY).signatureTexts().getFirst();
    return frame.substring(0, from) + other + frame.substring(from + other.length());
  }

  private static String chained(long id) {
    return "{\"type\":\"move\",\"data\":1,\"session\":\""
        + SESSION
        + "\",\"seq\":"
        + id
        + ",\"prev\":"
        + (id - 1)
        + "}";
  }

  @Test
  void message_thatNamesSessionAndPlace_needsNoWordOfTheNode() throws Exception {
    RequestPayload payload = message(5, chained(5));
    node.lastGuest()
        .peer()
        .send(
            notByTheNode(
                delivered(0, SESSION.toString(), payload.params().text(), proof(payload, BOB))));

    RelayedMessage heard = events.await(RelayedMessage.class);
    assertThat(heard.sender()).isEqualTo(BOB.address());
    assertThat(heard.previousId()).hasValue(4);
  }

  @Test
  void message_thatDoesNot_isRefusedWithoutTheWordOfTheNode() throws Exception {
    RequestPayload unbound = message(5, "{\"type\":\"move\",\"data\":1}");
    RequestPayload byAKey = message(5, chained(5));
    List<String> frames =
        List.of(
            delivered(0, SESSION.toString(), unbound.params().text(), proof(unbound, BOB)),
            delivered(0, SESSION.toString(), byAKey.params().text(), proof(byAKey, BOBS_KEY)),
            delivered(0, OTHER.toString(), byAKey.params().text(), proof(byAKey, BOB)));
    for (String frame : frames) {
      node.lastGuest().peer().send(notByTheNode(frame));

      assertThat(events.await(RecordingListener.Unusable.class).problem())
          .hasMessageContaining("is not signed by the node's key");
    }
    assertThat(events.taken()).isEmpty();
  }

  @Test
  void ownMessage_inItsOwnWords_isAcknowledgedWithoutTheWordOfTheNode() throws Exception {
    node.withRelay(
        (guest, request) ->
            guest.peer().send(notByTheNode(echo(request, request.payload().requestId()))));

    get(send("move", "1"));

    assertThat(events.await(RelayedMessage.class).sender()).isEqualTo(WALLET.address());
  }

  @Test
  void messageOfAnother_withoutTheWordOfTheNode_acknowledgesNothing() throws Exception {
    // An answered ping would say, rightly, that the message was taken.
    node.on("ping", (guest, request) -> {});
    node.withRelay(
        (guest, request) -> {
          long id = request.payload().requestId();
          RequestPayload other = message(5, chained(5));
          guest
              .peer()
              .send(
                  notByTheNode(
                      delivered(id, SESSION.toString(), other.params().text(), proof(other, BOB))));
        });

    CompletableFuture<Void> sent = send("move", "1");

    assertThat(events.await(RelayedMessage.class).sender()).isEqualTo(BOB.address());
    node.awaitRequest("message");
    assertThat(sent).isNotDone();
  }

  private String echo(RequestFrame request, long id) {
    return delivered(
        id,
        SESSION.toString(),
        request.payload().params().text(),
        proof(
            request.payload().text(),
            request.signatureTexts().getFirst(),
            WALLET.address().toString()));
  }

  @Test
  void message_withoutProof_isRefused() throws Exception {
    RequestPayload payload = message(5, "{\"type\":\"move\",\"data\":{\"from\":\"" + BOB + "\"}}");

    assertThat(refusalOf(payload, SESSION.toString(), "")).hasMessageContaining("without proof");
  }

  @Test
  void message_otherThanTheProofSays_isRefused() throws Exception {
    RequestPayload signed = message(5, "{\"type\":\"move\",\"data\":1}");
    RequestPayload shown = message(5, "{\"type\":\"move\",\"data\":2}");

    assertThat(refusalOf(shown, SESSION.toString(), proof(signed, BOB)))
        .hasMessageContaining("another message");
  }

  @Test
  void message_proofOfAnotherMethod_isRefused() throws Exception {
    RequestPayload payload =
        RequestPayload.read("[5,\"transfer\",{\"type\":\"move\",\"data\":1},1760000000000]");

    assertThat(refusalOf(payload, SESSION.toString(), proof(payload, BOB)))
        .hasMessageContaining("another message");
  }

  @Test
  void message_movedToAnotherSession_isRefused() throws Exception {
    RequestPayload payload =
        message(5, "{\"type\":\"move\",\"data\":1,\"session\":\"" + OTHER + "\",\"seq\":5}");

    assertThat(refusalOf(payload, SESSION.toString(), proof(payload, BOB)))
        .hasMessageContaining("another session");
  }

  @Test
  void message_whosePredecessorIsNoEarlierRequest_isRefused() throws Exception {
    String bound =
        "{\"type\":\"move\",\"data\":1,\"session\":\"" + SESSION + "\",\"seq\":5,\"prev\":";
    for (String previous : List.of("5", "6", "-1", "1.0", "1e0", "\"1\"", "null", "[0]")) {
      RequestPayload payload = RequestPayload.read("[5,\"message\"," + bound + previous + "},1]");
      assertThat(refusalOf(payload, SESSION.toString(), proof(payload, BOB)))
          .as(previous)
          .hasMessageContaining("its prev is");
    }
    RequestPayload unbound = message(5, "{\"type\":\"move\",\"data\":1,\"prev\":4}");
    assertThat(refusalOf(unbound, SESSION.toString(), proof(unbound, BOB)))
        .hasMessageContaining("without session and seq");
  }

  @Test
  void message_signedByASessionKey_namesNoPredecessor() throws Exception {
    RequestPayload payload =
        message(5, "{\"type\":\"move\",\"session\":\"" + SESSION + "\",\"seq\":5,\"prev\":4}");
    deliver(payload, SESSION.toString(), proof(payload, BOBS_KEY));

    assertThat(events.await(RelayedMessage.class).previousId()).isEmpty();
  }

  @Test
  void readForwarded_takesWhatTheSenderSigned() {
    OutgoingMessage sent = compose("move", "{ \"n\": 1.50 }", 4);

    assertThat(relay.readForwarded(SESSION, sent.signedText(), sent.signature()))
        .isEqualTo(
            new RelayedMessage(
                SESSION,
                "move",
                "{ \"n\": 1.50 }",
                WALLET.address(),
                Proof.WALLET_SIGNATURE,
                sent.stamp().requestId(),
                OptionalLong.of(4),
                sent.signedText()));
  }

  @Test
  void readForwarded_refusesOtherSessionsMethodsAndUnchainedMessages() {
    OutgoingMessage sent = compose("move", "1", 4);
    RequestPayload transfer = RequestPayload.read("[5,\"transfer\",{\"type\":\"move\"},1]");
    RequestPayload unchained = message(5, "{\"type\":\"move\"}");

    assertThatThrownBy(() -> relay.readForwarded(OTHER, sent.signedText(), sent.signature()))
        .hasMessageContaining("another session");
    assertThatThrownBy(
            () -> relay.readForwarded(SESSION, transfer.text(), transfer.sign(BOB).toString()))
        .hasMessageContaining("its method is transfer");
    assertThatThrownBy(
            () -> relay.readForwarded(SESSION, unchained.text(), unchained.sign(BOB).toString()))
        .hasMessageContaining("no predecessor");
  }

  @Test
  void readCarried_takesAlsoWhatStandsOutsideTheOrder_butBoundToItsSession() {
    RequestPayload control =
        message(5, "{\"type\":\"move\",\"data\":1,\"session\":\"" + SESSION + "\",\"seq\":5}");

    RelayedMessage read = relay.readCarried(SESSION, control.text(), control.sign(BOB).toString());
    assertThat(read.sender()).isEqualTo(BOB.address());
    assertThat(read.previousId()).isEmpty();
    assertThat(read.signedText()).isEqualTo(control.text());
    assertThatThrownBy(() -> relay.readCarried(OTHER, control.text(), control.sign(BOB).toString()))
        .hasMessageContaining("another session");
  }

  @Test
  void readCarried_refusesWhatMayBeOfAnotherSession() {
    for (String params :
        List.of(
            "{\"type\":\"move\",\"data\":1}",
            "{\"type\":\"move\",\"data\":1,\"seq\":5}",
            "{\"type\":\"move\",\"data\":1,\"session\":\"" + SESSION + "\"}")) {
      RequestPayload unbound = message(5, params);
      assertThatThrownBy(
              () -> relay.readCarried(SESSION, unbound.text(), unbound.sign(BOB).toString()))
          .hasMessageContaining("does not name its session and number");
    }
  }

  @Test
  void message_withAWrongSequenceNumber_isRefused() throws Exception {
    RequestPayload payload =
        message(5, "{\"type\":\"move\",\"data\":1,\"session\":\"" + SESSION + "\",\"seq\":6}");

    assertThat(refusalOf(payload, SESSION.toString(), proof(payload, BOB)))
        .hasMessageContaining("sequence number");
  }

  @Test
  void message_whoseSidIsAnother_isRefused() throws Exception {
    RequestPayload payload = message(5, "{\"type\":\"move\",\"data\":1}");
    String frame =
        delivered(0, SESSION.toString(), payload.params().text(), proof(payload, BOB))
            .replace("\"sid\":\"" + SESSION, "\"sid\":\"" + OTHER);
    node.lastGuest().peer().send(frame);

    assertThat(events.await(RecordingListener.Unusable.class).problem())
        .hasMessageContaining("different sessions");
  }

  @Test
  void message_withBrokenParts_isRefused() throws Exception {
    RequestPayload list = message(5, "[1,2]");
    RequestPayload noType = message(5, "{\"data\":1}");
    RequestPayload good = message(5, "{\"type\":\"move\",\"data\":1}");
    String wallet = BOB.address().toString();
    String sig = good.sign(BOB).toString();

    assertThat(refusalOf(list, SESSION.toString(), proof(list, BOB))).hasMessageContaining("type");
    assertThat(refusalOf(noType, SESSION.toString(), proof(noType, BOB)))
        .hasMessageContaining("type");
    for (String proof :
        List.of(
            ",\"proof\":1",
            ",\"proof\":{}",
            proof("nonsense", sig, wallet),
            proof(good.text(), "0x12", wallet),
            proof(good.text(), "0x" + "00".repeat(65), wallet),
            proof(good.text(), sig, "bob"))) {
      assertThat(refusalOf(good, SESSION.toString(), proof)).as(proof).isNotNull();
    }
    assertThat(refusalOf(good, "0x12", proof(good, BOB))).isNotNull();
  }
}
