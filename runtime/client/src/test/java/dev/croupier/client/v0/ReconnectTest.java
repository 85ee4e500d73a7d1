package dev.croupier.client.v0;

import static dev.croupier.client.v0.Connections.AT_ONCE;
import static dev.croupier.client.v0.Connections.config;
import static dev.croupier.client.v0.Connections.failure;
import static dev.croupier.client.v0.Connections.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.app.ConnectionStatus;
import dev.croupier.client.NodeConnection;
import dev.croupier.client.NodeConnections;
import dev.croupier.client.NodeException;
import dev.croupier.client.NodeInfo;
import dev.croupier.client.NodeListener;
import dev.croupier.client.ReconnectPolicy;
import dev.croupier.client.fake.FakeNode;
import dev.croupier.client.fake.RecordingListener;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.v0.ServerVersion;
import dev.croupier.protocol.v0.ledger.LedgerBalances;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReconnectTest {
  private static final String ASK = "get_ledger_balances";

  private final RecordingListener events = new RecordingListener();

  private static void answer(FakeNode.Guest guest, dev.croupier.protocol.v0.RequestFrame request) {
    guest.answer(request, new LedgerBalances(List.of()).toJson());
  }

  @Test
  void cut_failsRequestsUnderWay_andDoesNotSendThemAgain() throws Exception {
    AtomicBoolean cut = new AtomicBoolean();
    try (FakeNode node = new FakeNode(ServerVersion.S0_5);
        NodeConnection connection =
            NodeConnections.open(config(node.uri()).reconnect(AT_ONCE).build(), events)) {
      node.on(
          ASK,
          (guest, request) -> {
            if (cut.getAndSet(true)) {
              answer(guest, request);
            } else {
              guest.peer().cut();
            }
          });
      get(connection.connect());
      assertThat(failure(connection.balances()))
          .isInstanceOf(NodeException.ConnectionLost.class)
          .hasMessageContaining(ASK);

      events.await(RecordingListener.Connected.class);
      events.await(RecordingListener.Disconnected.class);
      events.await(RecordingListener.Connected.class);
      assertThat(node.methodsAsked()).filteredOn(ASK::equals).hasSize(1);
      assertThat(get(connection.balances())).isEqualTo(List.<AssetAmount>of());
      assertThat(connection.status()).isEqualTo(ConnectionStatus.CONNECTED);
      assertThat(events.overlapped()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"get_config", "get_assets", "get_session_keys", "auth_request", "auth_verify"})
  void cut_inMidLogin_failsTheFirstConnect(String method) throws Exception {
    try (FakeNode node = new FakeNode(ServerVersion.S0_5);
        NodeConnection connection =
            NodeConnections.open(config(node.uri()).reconnect(AT_ONCE).build(), events)) {
      node.on(method, (guest, request) -> guest.peer().cut());

      assertThat(failure(connection.connect())).isInstanceOf(NodeException.ConnectionLost.class);
      assertThat(connection.status()).isEqualTo(ConnectionStatus.DISCONNECTED);
      assertThat(events.taken()).isEmpty();
      assertThat(node.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"get_config", "auth_verify"})
  void cut_inMidLoginOfAReconnect_isTriedAgain(String method) throws Exception {
    try (FakeNode node = new FakeNode(ServerVersion.S0_5);
        NodeConnection connection =
            NodeConnections.open(config(node.uri()).reconnect(AT_ONCE).build(), events)) {
      get(connection.connect());
      AtomicBoolean cut = new AtomicBoolean();
      node.on(
          method,
          (guest, request) -> {
            if (!cut.getAndSet(true)) {
              guest.peer().cut();
            } else if (method.equals("get_config")) {
              node.configure(guest, request);
            } else {
              node.verify(guest, request);
            }
          });
      events.await(RecordingListener.Connected.class);
      node.lastGuest().peer().cut();

      events.await(RecordingListener.Disconnected.class);
      assertThat(events.await(RecordingListener.ReconnectFailed.class).problem())
          .isInstanceOf(NodeException.ConnectionLost.class);
      events.await(RecordingListener.Connected.class);
      assertThat(node.connections()).isEqualTo(3);
    }
  }

  @Test
  void reconnect_switchedOff_staysDisconnectedUntilAsked() throws Exception {
    try (FakeNode node = new FakeNode(ServerVersion.S0_5);
        NodeConnection connection =
            NodeConnections.open(
                config(node.uri()).reconnect(ReconnectPolicy.NEVER).build(), events)) {
      get(connection.connect());
      node.lastGuest().peer().cut();
      events.await(RecordingListener.Disconnected.class);

      assertThat(connection.status()).isEqualTo(ConnectionStatus.DISCONNECTED);
      assertThat(failure(connection.balances())).isInstanceOf(NodeException.NotConnected.class);
      get(connection.connect());
      assertThat(node.connections()).isEqualTo(2);
    }
  }

  @Test
  void disconnect_endsTheConnection_andDialsNoMoreUntilAsked() throws Exception {
    try (FakeNode node = new FakeNode(ServerVersion.S0_5);
        NodeConnection connection = NodeConnections.open(config(node.uri()).build(), events)) {
      get(connection.connect());
      connection.disconnect();
      connection.disconnect();

      assertThat(events.await(RecordingListener.Disconnected.class).reason()).contains("purpose");
      assertThat(connection.status()).isEqualTo(ConnectionStatus.DISCONNECTED);
      assertThat(failure(connection.balances())).isInstanceOf(NodeException.NotConnected.class);
      get(connection.connect());
      assertThat(connection.status()).isEqualTo(ConnectionStatus.CONNECTED);
      assertThat(node.connections()).isEqualTo(2);
    }
  }

  @Test
  void disconnect_duringTheBackOff_endsIt() throws Exception {
    ReconnectPolicy slow = new ReconnectPolicy(true, Duration.ofHours(1), Duration.ofHours(1), 0);
    try (FakeNode node = new FakeNode(ServerVersion.S0_5);
        NodeConnection connection =
            NodeConnections.open(config(node.uri()).reconnect(slow).build(), events)) {
      get(connection.connect());
      node.lastGuest().peer().cut();
      events.await(RecordingListener.Disconnected.class);
      connection.disconnect();

      assertThat(connection.status()).isEqualTo(ConnectionStatus.DISCONNECTED);
    }
  }

  @Test
  void connect_duringTheBackOff_dialsAtOnce() throws Exception {
    ReconnectPolicy slow = new ReconnectPolicy(true, Duration.ofHours(1), Duration.ofHours(1), 0);
    try (FakeNode node = new FakeNode(ServerVersion.S0_5);
        NodeConnection connection =
            NodeConnections.open(config(node.uri()).reconnect(slow).build(), events)) {
      get(connection.connect());
      node.lastGuest().peer().cut();
      events.await(RecordingListener.Disconnected.class);

      assertThat(connection.status()).isEqualTo(ConnectionStatus.CONNECTING);
      get(connection.connect());
      assertThat(connection.status()).isEqualTo(ConnectionStatus.CONNECTED);
    }
  }

  @Test
  void reconnect_nodeIsAway_backsOffUntilItIsThereAgain() throws Exception {
    try (FakeNode node = new FakeNode(ServerVersion.S0_5)) {
      NodeConnection connection =
          NodeConnections.open(config(node.uri()).reconnect(AT_ONCE).build(), events);
      get(connection.connect());
      node.close();
      events.await(RecordingListener.Disconnected.class);
      RecordingListener.ReconnectFailed first =
          events.await(RecordingListener.ReconnectFailed.class);
      RecordingListener.ReconnectFailed second =
          events.await(RecordingListener.ReconnectFailed.class);
      connection.close();

      assertThat(first.problem()).isInstanceOf(NodeException.Unreachable.class);
      assertThat(second.pause()).isGreaterThan(first.pause());
      assertThat(connection.status()).isEqualTo(ConnectionStatus.DISCONNECTED);
    }
  }

  @Test
  void reconnect_toANodeWithAnotherKey_isRefused() throws Exception {
    try (FakeNode honest = new FakeNode(ServerVersion.S0_5);
        FakeNode other = new FakeNode(ServerVersion.S0_5, FakeNode.signer(98))) {
      AtomicBoolean moved = new AtomicBoolean();
      NodeConnection connection =
          NodeConnections.open(
              config(honest.uri())
                  .requestTimeout(Duration.ofMillis(300))
                  .reconnect(AT_ONCE)
                  .dialer(
                      (node, limits, listener) ->
                          dev.croupier.client.wire.WebSocketWire.dial(
                              moved.get() ? other.uri() : node, limits, listener))
                  .build(),
              events);
      get(connection.connect());
      moved.set(true);
      honest.lastGuest().peer().cut();
      events.await(RecordingListener.Disconnected.class);

      assertThat(events.await(RecordingListener.ReconnectFailed.class).problem())
          .isInstanceOf(NodeException.WrongKey.class)
          .hasMessageContaining(honest.key().address().toString());
      assertThat(connection.status()).isEqualTo(ConnectionStatus.CONNECTING);
      assertThat(other.methodsAsked()).doesNotContain("auth_request", "auth_verify");
      connection.close();
    }
  }

  @Test
  void close_failsRequestsUnderWay_andEndsForGood() throws Exception {
    try (FakeNode node = new FakeNode(ServerVersion.S0_5).on(ASK, (guest, request) -> {})) {
      NodeConnection connection =
          NodeConnections.open(config(node.uri()).reconnect(AT_ONCE).build(), events);
      get(connection.connect());
      CompletableFuture<List<AssetAmount>> open = connection.balances();
      node.awaitRequest(ASK);
      connection.close();

      assertThat(failure(open)).isInstanceOf(NodeException.ConnectionLost.class);
      assertThat(failure(connection.balances())).isInstanceOf(NodeException.NotConnected.class);
      events.await(RecordingListener.Disconnected.class);
      assertThat(node.connections()).isEqualTo(1);
    }
  }

  @Test
  void close_duringLogin_failsTheConnect() throws Exception {
    try (FakeNode node = new FakeNode(ServerVersion.S0_5).on("auth_verify", (g, request) -> {})) {
      NodeConnection connection =
          NodeConnections.open(config(node.uri()).reconnect(AT_ONCE).build(), events);
      CompletableFuture<NodeInfo> connecting = connection.connect();
      node.awaitRequest("auth_verify");
      connection.close();

      assertThat(failure(connecting)).isInstanceOf(NodeException.class);
      assertThat(events.taken()).isEmpty();
    }
  }

  @Test
  void listenerThatThrows_doesNotHurtTheConnection() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    try (FakeNode node = new FakeNode(ServerVersion.S0_5).on(ASK, ReconnectTest::answer);
        NodeConnection connection =
            NodeConnections.open(
                config(node.uri()).build(),
                new NodeListener() {
                  @Override
                  public void balances(List<AssetAmount> balances) {
                    told.countDown();
                    throw new IllegalStateException("on purpose");
                  }
                })) {
      get(connection.connect());
      assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(get(connection.balances())).isEmpty();
    }
  }
}
