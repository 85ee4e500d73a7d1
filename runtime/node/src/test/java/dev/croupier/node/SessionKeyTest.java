package dev.croupier.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.crypto.Signer;
import dev.croupier.protocol.v0.auth.Allowance;
import dev.croupier.protocol.v0.auth.AuthRequest;
import dev.croupier.protocol.v0.auth.LegacyAuthRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Session keys (clearnode-0.x 6, 9.4, 9.5). */
class SessionKeyTest {
  private final TestNode node = TestNode.start();
  private final TestClient alice = node.client("alice");
  private final TestClient bob = node.login("bob");

  @AfterEach
  void close() {
    node.close();
  }

  private String login(TestClient client, Signer key, String application, Allowance... allowances) {
    return client
        .login(
            AuthRequest.of(
                client.address(),
                key.address(),
                application,
                node.clock.millis() / 1000 + 3600,
                "",
                List.of(allowances)))
        .payload()
        .params()
        .text();
  }

  private String pay(Signer signer, String amount) {
    return alice
        .send(
            alice
                .payload("transfer", Params.transfer(bob.address(), "usdc", amount))
                .signedBy(signer))
        .payload()
        .params()
        .text();
  }

  @Test
  void cap_lifetimeSumOfWhatTheKeySpends() {
    node.fund(alice.address(), "100", "usdc");
    login(alice, alice.sessionKey, TestClient.APP, new Allowance("usdc", "10"));

    assertThat(pay(alice.sessionKey, "6")).doesNotContain("error");
    assertThat(pay(alice.sessionKey, "4.5"))
        .contains(
            "session key spending validation failed: operation denied: insufficient session key"
                + " allowance: 4.5 required, 4 available");
    assertThat(pay(alice.wallet, "50")).doesNotContain("error");
    assertThat(pay(alice.sessionKey, "4")).doesNotContain("error");
    assertThat(alice.call("get_session_keys", "{}").toString())
        .contains("used=JsonString[value=10]");
  }

  @Test
  void cap_assetNotListedOrNothingListed_refused() {
    node.fund(alice.address(), "100", "usdc");
    login(alice, alice.sessionKey, TestClient.APP, new Allowance("eth", "10"));
    assertThat(pay(alice.sessionKey, "1"))
        .contains("operation denied: asset usdc not allowed in session key spending cap");

    Signer other = TestNode.signer("another key");
    login(alice, other, "other");
    assertThat(pay(other, "1")).contains("session key has no allowance configured");
  }

  @Test
  void application_otherThanTheSessions_refused() {
    node.fund(alice.address(), "100", "usdc");
    login(alice, alice.sessionKey, "Poker", new Allowance("usdc", "10"));
    String params =
        Params.create(
            Params.definition(
                "NitroRPC/0.4", 1, 1, new long[] {1, 1}, alice.address(), bob.address()),
            Params.share(alice.address(), "usdc", "1"));

    assertThat(alice.refused("create_app_session", params, alice.sessionKey))
        .isEqualTo(
            "session key application validation failed: session key application mismatch: session"
                + " key is for 'Poker', but app session is for 'Chess Arena'");
    alice.call("create_app_session", params, alice.wallet);
  }

  @Test
  void newKeyOfTheSameApplication_olderOneIsGone() {
    node.fund(alice.address(), "100", "usdc");
    login(alice, alice.sessionKey, TestClient.APP, new Allowance("usdc", "10"));
    Signer younger = TestNode.signer("younger key");
    login(alice, younger, TestClient.APP, new Allowance("usdc", "10"));

    assertThat(pay(alice.sessionKey, "1")).contains("invalid signature");
    assertThat(pay(younger, "1")).doesNotContain("error");
  }

  @Test
  void expiredKey_standsForItselfOnly() {
    node.fund(alice.address(), "100", "usdc");
    login(alice, alice.sessionKey, TestClient.APP, new Allowance("usdc", "10"));
    node.clock.advance(Duration.ofSeconds(3601));

    assertThat(pay(alice.sessionKey, "1")).contains("invalid signature");
    assertThat(login(alice, alice.sessionKey, TestClient.APP))
        .contains("session key already exists but is expired");
  }

  @Test
  void keyOfAnotherWallet_refused() {
    assertThat(login(alice, bob.sessionKey, TestClient.APP))
        .contains("signer is already in use for another wallet");
  }

  @Test
  void revoke_byWalletOrByTheKeyItself_endsIt() {
    node.fund(alice.address(), "100", "usdc");
    login(alice, alice.sessionKey, TestClient.APP, new Allowance("usdc", "10"));
    String params = "{\"session_key\":\"" + alice.sessionKey.address() + "\"}";

    assertThat(alice.refused("revoke_session_key", params, bob.wallet))
        .isEqualTo("invalid signature");
    alice.call("revoke_session_key", params, alice.sessionKey);

    assertThat(pay(alice.sessionKey, "1")).contains("invalid signature");
    assertThat(alice.refused("revoke_session_key", params, alice.wallet))
        .isEqualTo("operation denied: provided address is not an active session key of this user");
    assertThat(alice.refused("revoke_session_key", "{}", alice.wallet))
        .isEqualTo("session_key parameter is required");
  }

  @Test
  void revoke_byAnotherKey_onlyIfThatIsUnlimited() {
    login(alice, alice.sessionKey, TestClient.APP);
    Signer other = TestNode.signer("other");
    Signer master = TestNode.signer("master");
    login(alice, other, "other");
    login(alice, master, "clearnode");
    String params = "{\"session_key\":\"" + alice.sessionKey.address() + "\"}";

    assertThat(alice.refused("revoke_session_key", params, other))
        .isEqualTo("operation denied: insufficient permissions for the active session key");
    alice.call("revoke_session_key", params, master);
  }

  @Test
  void walletNamedAsSomebodysKey_stillSignsForItself() {
    node.fund(alice.address(), "100", "usdc");
    login(alice, alice.sessionKey, TestClient.APP, new Allowance("usdc", "1"));

    assertThat(login(bob, alice.wallet, "trap")).contains("\"success\":true");

    assertThat(pay(alice.wallet, "10")).doesNotContain("error");
    alice.call(
        "create_app_session",
        Params.create(
            Params.definition(
                "NitroRPC/0.4", 1, 1, new long[] {1, 1}, alice.address(), alice.address()),
            Params.share(alice.address(), "usdc", "10")),
        alice.wallet);
  }

  @Test
  void walletAsItsOwnKey_noCapApplies() {
    node.fund(alice.address(), "100", "usdc");
    login(alice, alice.wallet, TestClient.APP, new Allowance("usdc", "1"));

    assertThat(pay(alice.wallet, "10")).doesNotContain("error");
  }

  @Test
  void oldForm_permanentPairs_followTheOldRules() {
    TestClient carol = node.client("carol");
    node.fund(carol.address(), "10", "usdc");
    assertThat(carol.loginLegacy().payload().method()).isEqualTo("auth_verify");
    carol.call("transfer", Params.transfer(bob.address(), "usdc", "10"));

    TestClient dave = node.client("dave");
    assertThat(legacy(dave, carol.sessionKey.address()))
        .contains("signer is already in use for another wallet");
    assertThat(legacy(dave, carol.address())).contains("cannot use a wallet as a signer");
    assertThat(legacy(dave, dave.address())).contains("\"success\":true");
    assertThat(legacy(dave, dave.sessionKey.address()))
        .contains("wallet is already in use as a signer");
  }

  private String legacy(TestClient client, Address key) {
    return client
        .login(
            LegacyAuthRequest.of(
                client.address(), key, "app", 1_760_003_600, "", Address.ZERO, List.of()))
        .payload()
        .params()
        .text();
  }
}
