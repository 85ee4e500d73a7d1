package dev.croupier.node;

import dev.croupier.protocol.crypto.Signer;
import dev.croupier.protocol.json.JsonObject;

/** Alice and bob, each with 100 usdc, both logged in, and sessions between them. */
final class SessionTable implements AutoCloseable {
  static final String V0_2 = "NitroRPC/0.2";
  static final String V0_4 = "NitroRPC/0.4";

  final TestNode node;
  final TestClient alice;
  final TestClient bob;
  final TestClient mallory;
  private long lastNonce = 1000;

  SessionTable() {
    this(TestNode.config().build());
  }

  SessionTable(NodeConfig config) {
    this.node = new TestNode(config);
    this.alice = enter("alice", config);
    this.bob = enter("bob", config);
    this.mallory = enter("mallory", config);
  }

  private TestClient enter(String name, NodeConfig config) {
    TestClient client = node.client(name);
    node.fund(client.address(), "100", "usdc");
    var _ = config.profile().newLogin() ? client.login() : client.loginLegacy();
    client.notifications();
    return client;
  }

  Signer[] both() {
    return new Signer[] {alice.sessionKey, bob.sessionKey};
  }

  String definition(String protocol, long quorum, long... weights) {
    return Params.definition(
        protocol, quorum, ++lastNonce, weights, alice.address(), bob.address());
  }

  String usdc(TestClient client, String amount) {
    return Params.share(client.address(), "usdc", amount);
  }

  /** A session with these stakes in usdc that both must agree on. */
  String open(String protocol, String alicesStake, String bobsStake) {
    JsonObject created =
        alice.call(
            "create_app_session",
            Params.create(
                definition(protocol, 100, 50, 50), usdc(alice, alicesStake), usdc(bob, bobsStake)),
            both());
    return TestClient.text(created, "app_session_id");
  }

  String open(String alicesStake, String bobsStake) {
    return open(V0_4, alicesStake, bobsStake);
  }

  @Override
  public void close() {
    node.close();
  }
}
