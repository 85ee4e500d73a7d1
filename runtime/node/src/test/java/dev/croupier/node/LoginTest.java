package dev.croupier.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.node.rules.Profile;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.v0.ResponseFrame;
import dev.croupier.protocol.v0.auth.Allowance;
import dev.croupier.protocol.v0.auth.AuthRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Logging in (clearnode-0.x 4, 5). */
class LoginTest {

  @Test
  void connecting_assetsComeFirst() {
    try (TestNode node = TestNode.start()) {
      assertThat(node.connect().takeFrames())
          .singleElement()
          .satisfies(
              frame -> {
                assertThat(frame.payload().method()).isEqualTo("assets");
                assertThat(frame.payload().requestId()).isZero();
              });
    }
  }

  @Test
  void login_newForm_answerThenChannelsThenBalances() {
    try (TestNode node = TestNode.start()) {
      TestClient alice = node.client("alice");
      alice.notifications();

      ResponseFrame answer = alice.login();

      JsonObject params = answer.payload().params().parse().asObject();
      assertThat(TestClient.text(params, "address")).isEqualTo(alice.address().toString());
      assertThat(TestClient.text(params, "session_key"))
          .isEqualTo(alice.sessionKey.address().toString());
      assertThat(alice.notificationMethods()).containsExactly("channels", "bu");
    }
  }

  @Test
  void login_oldForm_works() {
    try (TestNode node = TestNode.start()) {
      TestClient alice = node.client("alice");

      assertThat(alice.loginLegacy().payload().method()).isEqualTo("auth_verify");
      assertThat(alice.balance("usdc")).isEqualTo("0");
    }
  }

  @Test
  void login_againOnSameConnection_noSecondWelcome() {
    try (TestNode node = TestNode.start()) {
      TestClient alice = node.login("alice");
      alice.notifications();

      assertThat(alice.login().payload().method()).isEqualTo("auth_verify");
      assertThat(alice.notificationMethods()).isEmpty();
    }
  }

  @Test
  void login_byToken_goodAfterRestartOfTheClient() {
    try (TestNode node = TestNode.start()) {
      TestClient alice = node.client("alice");
      String jwt =
          TestClient.text(alice.login().payload().params().parse().asObject(), "jwt_token");
      TestClient again = new TestClient(node, node.connect(), alice.wallet, alice.sessionKey);

      JsonObject answer = again.call("auth_verify", "{\"jwt\":\"" + jwt + "\"}");

      assertThat(answer.get("jwt_token")).isNull();
      assertThat(again.balance("usdc")).isEqualTo("0");
    }
  }

  @Test
  void login_tokenForgedOrOld_refused() {
    try (TestNode node = TestNode.start()) {
      TestClient alice = node.client("alice");
      String jwt =
          TestClient.text(alice.login().payload().params().parse().asObject(), "jwt_token");
      String forged =
          jwt.substring(0, jwt.indexOf('.') + 1) + "e30" + jwt.substring(jwt.lastIndexOf('.'));

      assertThat(alice.refused("auth_verify", "{\"jwt\":\"" + forged + "\"}"))
          .isEqualTo("invalid JWT token");
      assertThat(alice.refused("auth_verify", "{\"jwt\":\"\\u0000.x\"}"))
          .isEqualTo("invalid JWT token");
      node.clock.advance(Duration.ofHours(24));
      assertThat(alice.refused("auth_verify", "{\"jwt\":\"" + jwt + "\"}"))
          .isEqualTo("invalid JWT token");
    }
  }

  @Test
  void login_signedBySomebodyElse_refusedButChallengeStaysGood() {
    try (TestNode node = TestNode.start()) {
      TestClient alice = node.client("alice");
      AuthRequest login =
          AuthRequest.of(
              alice.address(), alice.sessionKey.address(), "x", 1_760_003_600, "", List.of());

      ResponseFrame refused = alice.login(login, TestNode.signer("mallory"));

      assertThat(refused.payload().text()).contains("invalid challenge or signature");
    }
  }

  @Test
  void login_challengeExpired_refused() {
    try (TestNode node = TestNode.start()) {
      TestClient alice = node.client("alice");
      ResponseFrame asked =
          alice.send(
              alice
                  .payload(
                      "auth_request",
                      AuthRequest.of(
                              alice.address(),
                              alice.sessionKey.address(),
                              "x",
                              1_760_003_600,
                              "",
                              List.of())
                          .toJson())
                  .unsigned());
      assertThat(asked.payload().method()).isEqualTo("auth_challenge");
      assertThat(alice.refused("auth_verify", "{\"challenge\":\"nonsense\"}", alice.wallet))
          .isEqualTo("invalid challenge");
      assertThat(alice.refused("auth_verify", "{}"))
          .isEqualTo("invalid authentication method: expected JWT or signature");
    }
  }

  @Test
  void login_keyExpiresInThePast_refused() {
    try (TestNode node = TestNode.start()) {
      TestClient alice = node.client("alice");
      AuthRequest login =
          AuthRequest.of(alice.address(), alice.sessionKey.address(), "x", 1, "", List.of());

      assertThat(alice.login(login).payload().text())
          .contains("expiration time must be set and in the future");
    }
  }

  @Test
  void login_unknownAssetInAllowances_refused() {
    try (TestNode node = TestNode.start()) {
      TestClient alice = node.client("alice");

      assertThat(alice.login(List.of(new Allowance("doge", "1"))).payload().text())
          .contains("unsupported token: asset 'doge' is not supported");
      assertThat(alice.login(List.of(new Allowance("usdc", "-1"))).payload().text())
          .contains("allowance amount cannot be negative for asset 'usdc', got '-1'");
    }
  }

  @Test
  void challenges_tooManyWaiting_refusedUntilTheyExpire() {
    NodeLimits limits = new NodeLimits(2, 8, 8, 8, 16, 8);
    try (TestNode node = new TestNode(TestNode.config().limits(limits).build())) {
      TestClient alice = node.client("alice");
      String login = "{\"address\":\"x\",\"session_key\":\"y\",\"application\":\"z\"}";
      alice.call("auth_request", login);
      alice.call("auth_request", login);

      assertThat(alice.refused("auth_request", login)).isEqualTo("failed to generate challenge");
      node.clock.advance(Duration.ofMinutes(6));
      alice.call("auth_request", login);
    }
  }

  @Test
  void firstLogin_autoFunded_onlyOnce() {
    NodeConfig config =
        TestNode.config().firstFunds(List.of(new AssetAmount("usdc", Amount.parse("2.5")))).build();
    try (TestNode node = new TestNode(config)) {
      TestClient alice = node.login("alice");
      alice.login();

      assertThat(alice.balance("usdc")).isEqualTo("2.5");
      assertThat(TestClient.text(alice.call("get_user_tag", "{}"), "tag")).matches("[0-9A-Z]{6}");
    }
  }

  @Test
  void privateCall_notLoggedInOrOldOrSilentForADay_refused() {
    try (TestNode node = TestNode.start()) {
      TestClient alice = node.client("alice");
      assertThat(alice.refused("get_ledger_balances", "{}")).isEqualTo("authentication required");
      alice.login();
      var early = alice.payload("get_ledger_balances", "{}").unsigned();
      node.clock.advance(Duration.ofSeconds(61));
      assertThat(alice.refused(early)).isEqualTo("invalid message timestamp");
      node.clock.advance(Duration.ofHours(25));
      assertThat(alice.refused("get_ledger_balances", "{}"))
          .isEqualTo("session expired, please re-authenticate");
    }
  }

  @Test
  void unknownMethod_andBadParams_refused() {
    try (TestNode node = TestNode.start()) {
      TestClient alice = node.login("alice");

      assertThat(alice.refused("dance", "{}")).isEqualTo("unknown method: dance");
      node.receive(alice.peer, "[1,2]");
      node.receive(alice.peer, new byte[] {(byte) 0xff});
      node.receive(alice.peer, "{\"req\":[7,\"get_app_sessions\",[],1],\"sig\":[]}");
      assertThat(alice.notifications().stream().map(frame -> frame.payload().params().text()))
          .endsWith(
              "{\"error\":\"invalid message format\"}",
              "{\"error\":\"invalid message format\"}",
              "{\"error\":\"failed to parse parameters\"}");
    }
  }

  @Test
  void profile0_5_oldForm_refusedAsOnThatServer() {
    try (TestNode node = new TestNode(TestNode.config().profile(Profile.V0_5).build())) {
      assertThat(node.client("alice").loginLegacy().payload().text())
          .contains("invalid challenge or signature");
    }
  }

  @Test
  void profile0_3_newForm_refusedAsOnThatServer() {
    try (TestNode node = new TestNode(TestNode.config().profile(Profile.V0_3).build())) {
      TestClient alice = node.client("alice");

      assertThat(alice.login().payload().text()).contains("invalid signature");
      assertThat(alice.refused("get_session_keys", "{}"))
          .isEqualTo("unknown method: get_session_keys");
    }
  }
}
