package dev.croupier.client.v0;

import static dev.croupier.client.v0.Connections.AT_ONCE;
import static dev.croupier.client.v0.Connections.WALLET;
import static dev.croupier.client.v0.Connections.config;
import static dev.croupier.client.v0.Connections.failure;
import static dev.croupier.client.v0.Connections.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.app.ConnectionStatus;
import dev.croupier.client.ClientConfig;
import dev.croupier.client.NodeConnection;
import dev.croupier.client.NodeConnections;
import dev.croupier.client.NodeException;
import dev.croupier.client.NodeInfo;
import dev.croupier.client.NodeInfo.Capability;
import dev.croupier.client.NodeVersion;
import dev.croupier.client.ReconnectPolicy;
import dev.croupier.client.fake.FakeNode;
import dev.croupier.client.fake.RecordingListener;
import dev.croupier.client.wire.WireLimits;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.crypto.Signer;
import dev.croupier.protocol.v0.ErrorText;
import dev.croupier.protocol.v0.RequestFrame;
import dev.croupier.protocol.v0.ServerVersion;
import dev.croupier.protocol.v0.auth.AuthRequest;
import dev.croupier.protocol.v0.auth.AuthRequestParams;
import dev.croupier.protocol.v0.auth.AuthVerifyParams;
import dev.croupier.protocol.v0.auth.LegacyAuthRequest;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LoginTest {
  private final RecordingListener events = new RecordingListener();

  private NodeConnection open(ClientConfig.Builder config) {
    return NodeConnections.open(config.build(), events);
  }

  @ParameterizedTest
  @EnumSource
  void connect_everyVersion_logsInWithItsForm(ServerVersion version) throws Exception {
    try (FakeNode node = new FakeNode(version);
        NodeConnection connection = open(config(node.uri()))) {
      NodeInfo info = get(connection.connect());

      assertThat(info.brokerAddress()).isEqualTo(node.key().address());
      assertThat(info.description()).contains(version.text());
      assertThat(info.decimalsOf("usdc")).contains(6);
      assertThat(info.decimalsOf("weth")).contains(18);
      assertThat(info.decimalsOf("doge")).isEmpty();
      assertThat(info.capabilities().contains(Capability.INTENTS))
          .isEqualTo(version.isAtLeast(ServerVersion.S0_4));
      assertThat(info.capabilities()).doesNotContain(Capability.RELAY);
      assertThat(connection.relay()).isEmpty();
      assertThat(connection.status()).isEqualTo(ConnectionStatus.CONNECTED);
      assertThat(connection.info()).contains(info);

      AuthRequestParams request =
          AuthRequestParams.read(node.awaitRequest("auth_request").payload().params());
      assertThat(request)
          .isInstanceOf(
              version.isAtLeast(ServerVersion.S0_5) ? AuthRequest.class : LegacyAuthRequest.class);
      assertThat(request.address()).isEqualTo(WALLET.address().toString());
      assertThat(request.sessionKey()).isNotEqualTo(request.address());
      assertThat(request.applicationName()).isEqualTo("Chess Arena");
      assertThat(events.next()).isEqualTo(new RecordingListener.Connected(info));
      assertThat(events.next()).isInstanceOf(RecordingListener.Balances.class);
    }
  }

  @Test
  void connect_nodeWithRelay_hasThatCapability() throws Exception {
    try (FakeNode node = new FakeNode(ServerVersion.S0_5).withRelay((guest, request) -> {});
        NodeConnection connection = open(config(node.uri()))) {
      assertThat(get(connection.connect()).capabilities()).contains(Capability.RELAY);
      assertThat(connection.relay()).isPresent();
    }
  }

  @Test
  void connect_withAllowances_writesThemInTheFormOfTheVersion() throws Exception {
    List<AssetAmount> allowances = List.of(new AssetAmount("usdc", Amount.parse("12.75")));
    for (ServerVersion version : List.of(ServerVersion.S0_4, ServerVersion.S0_5)) {
      try (FakeNode node = new FakeNode(version);
          NodeConnection connection = open(config(node.uri()).allowances(allowances))) {
        get(connection.connect());

        AuthRequestParams request =
            AuthRequestParams.read(node.awaitRequest("auth_request").payload().params());
        assertThat(request.allowances().getFirst().amount())
            .isEqualTo(version == ServerVersion.S0_5 ? "12.75" : "12");
      }
    }
  }

  @Test
  void connect_twice_isOneLogin() throws Exception {
    try (FakeNode node = new FakeNode(ServerVersion.S0_5);
        NodeConnection connection = open(config(node.uri()))) {
      CompletableFuture<NodeInfo> first = connection.connect();
      CompletableFuture<NodeInfo> second = connection.connect();

      assertThat(get(first)).isEqualTo(get(second)).isEqualTo(get(connection.connect()));
      assertThat(node.connections()).isEqualTo(1);
    }
  }

  @Test
  void connect_versionMisjudged_triesTheOtherFormOnce() throws Exception {
    try (FakeNode node = new FakeNode(ServerVersion.S0_4);
        NodeConnection connection = open(config(node.uri()))) {
      node.on("get_session_keys", (guest, request) -> guest.refuse(request, "not now"));

      assertThat(get(connection.connect()).description()).contains("0.4");
      assertThat(node.methodsAsked()).filteredOn("auth_request"::equals).hasSize(2);
    }
  }

  @Test
  void connect_versionGiven_triesNoOtherForm() throws Exception {
    try (FakeNode node = new FakeNode(ServerVersion.S0_4);
        NodeConnection connection = open(config(node.uri()).version(NodeVersion.V0_5))) {
      assertThat(failure(connection.connect()))
          .isInstanceOfSatisfying(
              NodeException.LoginRefused.class,
              refused -> assertThat(refused.nodeText()).isEqualTo(ErrorText.INVALID_SIGNATURE));
      assertThat(node.methodsAsked()).filteredOn("auth_request"::equals).hasSize(1);
    }
  }

  @Test
  void connect_nodeWithoutFirstFrame_isTakenForTheOlderKindWithIntents() throws Exception {
    try (FakeNode node = new FakeNode(ServerVersion.S0_4).withoutFirstFrame();
        NodeConnection connection = open(config(node.uri()))) {
      assertThat(get(connection.connect()).description()).contains("0.4");
    }
  }

  @Test
  void connect_wrongKey_isRefusedWithTheNodesWords() throws Exception {
    Signer impostor =
        new Signer() {
          @Override
          public dev.croupier.protocol.Address address() {
            return WALLET.address();
          }

          @Override
          public dev.croupier.protocol.crypto.Signature sign(dev.croupier.protocol.Hash32 digest) {
            return FakeNode.signer(2).sign(digest);
          }
        };
    try (FakeNode node = new FakeNode(ServerVersion.S0_5);
        NodeConnection connection =
            open(ClientConfig.builder(node.uri(), impostor).reconnect(ReconnectPolicy.NEVER))) {
      Throwable refused = failure(connection.connect());

      // The other form is tried too; what counts is that no form helps.
      assertThat(refused)
          .isInstanceOf(NodeException.LoginRefused.class)
          .hasMessageContaining(WALLET.address().toString());
      assertThat(connection.status()).isEqualTo(ConnectionStatus.DISCONNECTED);
      assertThat(events.taken()).isEmpty();
    }
  }

  @Test
  void connect_nobodyListens_saysWhere() throws Exception {
    URI nowhere;
    try (ServerSocket socket = new ServerSocket(0)) {
      nowhere = URI.create("ws://127.0.0.1:" + socket.getLocalPort() + "/ws");
    }
    try (NodeConnection connection = open(config(nowhere))) {
      assertThat(failure(connection.connect()))
          .isInstanceOf(NodeException.Unreachable.class)
          .hasMessageContaining(nowhere.toString())
          .hasMessageContaining("refused");
    }
  }

  @Test
  void connect_noHandshake_givesUpInTime() throws Exception {
    try (ServerSocket silent = new ServerSocket(0);
        NodeConnection connection =
            open(
                config(URI.create("ws://127.0.0.1:" + silent.getLocalPort() + "/ws"))
                    .limits(
                        new WireLimits(
                            Duration.ofMillis(200),
                            Duration.ofMillis(100),
                            Duration.ofSeconds(15),
                            1 << 20,
                            16,
                            1 << 20)))) {
      assertThat(failure(connection.connect()))
          .isInstanceOf(NodeException.Unreachable.class)
          .hasMessageContaining("200 ms");
    }
  }

  @Test
  void connect_nodeStopsAnsweringInMidLogin_timesOut() throws Exception {
    try (FakeNode node =
            new FakeNode(ServerVersion.S0_5).on("auth_verify", (guest, request) -> {});
        NodeConnection connection =
            open(config(node.uri()).requestTimeout(Duration.ofMillis(200)))) {
      assertThat(failure(connection.connect()))
          .isInstanceOf(NodeException.TimedOut.class)
          .hasMessageContaining("auth_verify");
      assertThat(connection.status()).isEqualTo(ConnectionStatus.DISCONNECTED);
    }
  }

  @Test
  void connect_keyIsNotTheExpectedOne_isRefused() throws Exception {
    try (FakeNode node = new FakeNode(ServerVersion.S0_5);
        NodeConnection connection =
            open(config(node.uri()).brokerAddress(FakeNode.signer(7).address()))) {
      assertThat(failure(connection.connect()))
          .isInstanceOf(NodeException.WrongKey.class)
          .hasMessageContaining(FakeNode.signer(7).address().toString())
          .hasMessageContaining(node.key().address().toString());
      assertThat(events.taken()).isEmpty();
    }
  }

  @Test
  void connect_nodeNamesAnotherKeyThanItSignsWith_isRefused() throws Exception {
    try (FakeNode node = new FakeNode(ServerVersion.S0_5);
        NodeConnection connection = open(config(node.uri()))) {
      node.on(
          "get_config",
          (guest, request) ->
              guest.answer(
                  request,
                  new dev.croupier.protocol.v0.ledger.NodeConfig(
                          FakeNode.signer(8).address(), List.of())
                      .toJson()));
      assertThat(failure(connection.connect()))
          .isInstanceOf(NodeException.UnusableFrame.class)
          .hasMessageContaining(FakeNode.signer(8).address().toString());
    }
  }

  @Test
  void reconnect_tokenStillGood_logsInWithIt() throws Exception {
    try (FakeNode node = new FakeNode(ServerVersion.S0_5);
        NodeConnection connection = open(config(node.uri()).reconnect(AT_ONCE))) {
      get(connection.connect());
      node.methodsAsked();
      node.lastGuest().peer().cut();

      events.await(RecordingListener.Disconnected.class);
      events.await(RecordingListener.Connected.class);
      assertThat(node.methodsAsked()).contains("auth_verify").doesNotContain("auth_request");
    }
  }

  @Test
  void reconnect_tokenRefused_signsAgainWithTheSameSessionKey() throws Exception {
    try (FakeNode node = new FakeNode(ServerVersion.S0_5);
        NodeConnection connection = open(config(node.uri()).reconnect(AT_ONCE))) {
      get(connection.connect());
      final String firstKey = sessionKey(node.awaitRequest("auth_request"));
      events.await(RecordingListener.Connected.class);
      node.forgetTokens();
      node.lastGuest().peer().cut();

      events.await(RecordingListener.Connected.class);
      assertThat(sessionKey(node.awaitRequest("auth_request"))).isEqualTo(firstKey);
    }
  }

  @Test
  void reconnect_keyNearItsEnd_registersANewOne() throws Exception {
    AtomicReference<Instant> time = new AtomicReference<>(Instant.parse("2025-10-09T08:00:00Z"));
    try (FakeNode node = new FakeNode(ServerVersion.S0_5);
        NodeConnection connection =
            open(
                config(node.uri())
                    .clock(time::get)
                    .sessionKeyLifetime(Duration.ofHours(10))
                    .reconnect(AT_ONCE))) {
      get(connection.connect());
      RequestFrame first = node.awaitRequest("auth_request");
      events.await(RecordingListener.Connected.class);
      time.set(time.get().plus(Duration.ofHours(9)).plusSeconds(1));
      node.lastGuest().peer().cut();

      events.await(RecordingListener.Connected.class);
      RequestFrame second = node.awaitRequest("auth_request");
      assertThat(sessionKey(second)).isNotEqualTo(sessionKey(first));
      assertThat(((AuthRequest) AuthRequestParams.read(second.payload().params())).expiresAt())
          .isEqualTo(time.get().plus(Duration.ofHours(10)).getEpochSecond());
    }
  }

  @Test
  void reconnect_olderNode_keepsItsKeyForEver() throws Exception {
    AtomicReference<Instant> time = new AtomicReference<>(Instant.parse("2025-10-09T08:00:00Z"));
    try (FakeNode node = new FakeNode(ServerVersion.S0_3);
        NodeConnection connection = open(config(node.uri()).clock(time::get).reconnect(AT_ONCE))) {
      get(connection.connect());
      String first = sessionKey(node.awaitRequest("auth_request"));
      events.await(RecordingListener.Connected.class);
      time.set(time.get().plus(Duration.ofDays(30)));
      node.lastGuest().peer().cut();

      events.await(RecordingListener.Connected.class);
      assertThat(sessionKey(node.awaitRequest("auth_request"))).isEqualTo(first);
    }
  }

  @Test
  void connect_nodeBarsTheKeyAsExpired_triesANewOne() throws Exception {
    try (FakeNode node = new FakeNode(ServerVersion.S0_5);
        NodeConnection connection = open(config(node.uri()))) {
      AtomicBoolean barred = new AtomicBoolean(true);
      node.on(
          "auth_request",
          (guest, request) -> {
            if (barred.getAndSet(false)) {
              guest.refuse(request, ErrorText.SESSION_KEY_EXPIRED_BEFORE);
            } else {
              node.challenge(guest, request);
            }
          });
      get(connection.connect());

      assertThat(sessionKey(node.awaitRequest("auth_request")))
          .isNotEqualTo(sessionKey(node.awaitRequest("auth_request")));
    }
  }

  @Test
  void renewal_keyNearItsEnd_happensOnTheSameConnection() throws Exception {
    AtomicReference<Instant> time = new AtomicReference<>(Instant.parse("2025-10-09T08:00:00Z"));
    try (FakeNode node = new FakeNode(ServerVersion.S0_5);
        NodeConnection connection =
            open(config(node.uri()).clock(time::get).sessionKeyLifetime(Duration.ofMinutes(1)))) {
      // The login itself takes the key to within a second of its renewal.
      node.on(
          "get_config",
          (guest, request) -> {
            time.set(Instant.parse("2025-10-09T08:00:53.5Z"));
            guest.answer(
                request,
                new dev.croupier.protocol.v0.ledger.NodeConfig(node.key().address(), List.of())
                    .toJson());
          });
      get(connection.connect());
      String first = sessionKey(node.awaitRequest("auth_request"));
      time.set(Instant.parse("2025-10-09T08:00:55Z"));

      assertThat(sessionKey(node.awaitRequest("auth_request"))).isNotEqualTo(first);
      assertThat(node.connections()).isEqualTo(1);
    }
  }

  @Test
  void secrets_appearInNoText() throws Exception {
    try (FakeNode node = new FakeNode(ServerVersion.S0_5);
        NodeConnection connection = open(config(node.uri()))) {
      get(connection.connect());
      RequestFrame verify = node.awaitRequest("auth_verify");
      String loginSignature = verify.signatureTexts().getFirst();

      node.on("auth_verify", (guest, request) -> guest.refuse(request, "no"));
      String texts =
          connection
              + " "
              + config(node.uri()).build()
              + " "
              + events.taken()
              + " "
              + connection.info();
      assertThat(texts).doesNotContain("secret-token").doesNotContain(loginSignature);
      assertThat(AuthVerifyParams.withJwt("secret-token").toString())
          .doesNotContain("secret-token");
    }
  }

  @Test
  void connect_afterClose_fails() throws Exception {
    try (FakeNode node = new FakeNode(ServerVersion.S0_5)) {
      NodeConnection connection = open(config(node.uri()));
      get(connection.connect());
      connection.close();
      connection.close();

      assertThat(failure(connection.connect())).isInstanceOf(NodeException.NotConnected.class);
      assertThat(events.await(RecordingListener.Disconnected.class).reason()).contains("this side");
      assertThat(connection.status()).isEqualTo(ConnectionStatus.DISCONNECTED);
    }
  }

  private static String sessionKey(RequestFrame authRequest) {
    return AuthRequestParams.read(authRequest.payload().params()).sessionKey();
  }
}
