package dev.croupier.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.crypto.Signer;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonReader;
import dev.croupier.protocol.v0.RequestFrame;
import dev.croupier.protocol.v0.RequestPayload;
import dev.croupier.protocol.v0.ResponseFrame;
import dev.croupier.protocol.v0.auth.Allowance;
import dev.croupier.protocol.v0.auth.AuthRequest;
import dev.croupier.protocol.v0.auth.AuthRequestParams;
import dev.croupier.protocol.v0.auth.AuthVerifyParams;
import dev.croupier.protocol.v0.auth.LegacyAuthRequest;
import dev.croupier.protocol.v0.auth.LoginData;
import java.util.ArrayList;
import java.util.List;

/** A client of a node without sockets: builds, signs and sends requests, and keeps what comes. */
final class TestClient {
  static final String APP = "Chess Arena";

  final TestNode node;
  final FakePeer peer;
  final Signer wallet;
  final Signer sessionKey;
  private final List<ResponseFrame> notifications = new ArrayList<>();
  private long lastId = 100;

  TestClient(TestNode node, FakePeer peer, Signer wallet, Signer sessionKey) {
    this.node = node;
    this.peer = peer;
    this.wallet = wallet;
    this.sessionKey = sessionKey;
  }

  Address address() {
    return wallet.address();
  }

  /** Logs in in the form of S0.5, with a key that may spend a lot of usdc and eth. */
  ResponseFrame login() {
    return login(List.of(new Allowance("usdc", "1000000"), new Allowance("eth", "1000000")));
  }

  ResponseFrame login(List<Allowance> allowances) {
    return login(
        AuthRequest.of(
            address(),
            sessionKey.address(),
            APP,
            node.clock.millis() / 1000 + 3600,
            "console",
            allowances));
  }

  ResponseFrame loginLegacy() {
    return login(
        LegacyAuthRequest.of(
            address(),
            sessionKey.address(),
            APP,
            node.clock.millis() / 1000 + 3600,
            "console",
            Address.ZERO,
            List.of()));
  }

  ResponseFrame login(AuthRequestParams params) {
    return login(params, wallet);
  }

  ResponseFrame login(AuthRequestParams params, Signer signer) {
    ResponseFrame asked = send(payload("auth_request", params.toJson()).unsigned());
    if (!asked.payload().method().equals("auth_challenge")) {
      return asked;
    }
    String challenge = text(asked.payload().params().parse().asObject(), "challenge_message");
    RequestPayload verify =
        payload("auth_verify", AuthVerifyParams.withChallenge(challenge).toJson());
    return send(
        new RequestFrame(
            verify,
            List.of(signer.sign(LoginData.of(params, challenge).digest()).toString()),
            null));
  }

  RequestPayload payload(String method, JsonObject params) {
    return RequestPayload.of(++lastId, method, params, node.clock.millis());
  }

  RequestPayload payload(String method, String params) {
    return payload(method, JsonReader.DEFAULT.read(params).asObject());
  }

  /** Calls a method, signed with the session key; the answer must not be an error. */
  JsonObject call(String method, String params) {
    return ok(payload(method, params).signedBy(sessionKey));
  }

  /** Calls a method, signed by these; the answer must not be an error. */
  JsonObject call(String method, String params, Signer... signers) {
    return ok(payload(method, params).signedBy(signers));
  }

  JsonObject ok(RequestFrame frame) {
    ResponseFrame answer = send(frame);
    assertThat(answer.payload().text())
        .as("answer to %s", frame.payload().text())
        .doesNotContain("\"error\"");
    return answer.payload().params().parse().asObject();
  }

  /** Calls a method, signed by these (by none without them); the answer must be an error. */
  String refused(String method, String params, Signer... signers) {
    return refused(payload(method, params).signedBy(signers));
  }

  String refused(RequestFrame frame) {
    ResponseFrame answer = send(frame);
    assertThat(answer.payload().method())
        .as("answer to %s", frame.payload().text())
        .isEqualTo("error");
    return text(answer.payload().params().parse().asObject(), "error");
  }

  /** Sends a frame and gives its answer; what came besides is kept as notifications. */
  ResponseFrame send(RequestFrame frame) {
    collect();
    node.receive(peer, frame.text());
    List<ResponseFrame> frames = new ArrayList<>(peer.takeFrames());
    ResponseFrame answer =
        frames.stream()
            .filter(one -> one.payload().requestId() == frame.payload().requestId())
            .findFirst()
            .orElseThrow(() -> new AssertionError("no answer to " + frame.payload().text()));
    frames.remove(answer);
    notifications.addAll(frames);
    return answer;
  }

  /** The notifications since the last call. */
  List<ResponseFrame> notifications() {
    collect();
    List<ResponseFrame> taken = List.copyOf(notifications);
    notifications.clear();
    return taken;
  }

  List<String> notificationMethods() {
    return notifications().stream().map(frame -> frame.payload().method()).toList();
  }

  /** The caller's balance of an asset, zero if it never had any. */
  String balance(String asset) {
    return share("{}", asset);
  }

  /** The caller's share of an asset in a session. */
  String shareIn(String session, String asset) {
    return share("{\"account_id\":\"" + session + "\"}", asset);
  }

  private String share(String params, String asset) {
    for (var row :
        call("get_ledger_balances", params).get("ledger_balances").asArray().elements()) {
      if (text(row.asObject(), "asset").equals(asset)) {
        return text(row.asObject(), "amount");
      }
    }
    return "0";
  }

  private void collect() {
    notifications.addAll(peer.takeFrames());
  }

  static String text(JsonObject object, String name) {
    var value = object.get(name);
    if (value == null) {
      throw new AssertionError(name + " is missing in " + object);
    }
    return value.asString();
  }
}
