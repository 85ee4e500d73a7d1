package dev.croupier.relay;

import static dev.croupier.relay.Heard.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.app.ConnectionStatus;
import dev.croupier.client.ClientConfig;
import dev.croupier.client.ConfigurationException;
import dev.croupier.client.MessageStamp;
import dev.croupier.client.NodeInfo;
import dev.croupier.client.Relay;
import dev.croupier.client.relay.NodeWithRelay;
import dev.croupier.node.LocalNode;
import dev.croupier.node.NodeConfig;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.Signer;
import java.net.URI;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodeWithRelayTest {
  private final RelayTable table = new RelayTable();
  private final Signer wallet = RelayTable.signer("alice");
  private final Heard heard = new Heard();

  @AfterEach
  void leave() {
    table.close();
  }

  private NodeWithRelay open(URI node, URI relay) {
    return NodeWithRelay.open(
        ClientConfig.builder(node, wallet).build(),
        ClientConfig.builder(relay, wallet).build(),
        heard);
  }

  @Test
  void bothTogether_areOneConnection() {
    try (NodeWithRelay pair = open(table.node.wsUri(), table.relay.wsUri())) {
      NodeInfo info = RelayTable.await(pair.connect());

      assertThat(next(heard.story)).isEqualTo("connected");
      assertThat(info.brokerAddress()).isEqualTo(table.node.brokerAddress());
      assertThat(info.capabilities()).contains(NodeInfo.Capability.RELAY);
      assertThat(pair.status()).isEqualTo(ConnectionStatus.CONNECTED);
      SessionId session = table.session(wallet.address());
      Relay relay = pair.relay().orElseThrow();
      RelayTable.await(
          relay.send(
              relay.compose(
                  session,
                  "said",
                  "1",
                  new MessageStamp(
                      relay.nextRequestId(), System.currentTimeMillis(), OptionalLong.empty()))));
      assertThat(next(heard.messages).sender()).isEqualTo(wallet.address());
      assertThat(RelayTable.await(pair.openSessions())).hasSize(1);

      table.relay.close();
      assertThat(next(heard.story)).isEqualTo("disconnected");
      assertThat(pair.status()).isEqualTo(ConnectionStatus.CONNECTING);
      // The node is there, and what needs only the node works.
      assertThat(RelayTable.await(pair.balances())).hasSize(1);
    }
  }

  @Test
  void relayOfAnotherNode_isRefused() {
    try (LocalNode other = LocalNode.start(NodeConfig.builder().port(0).adminPort(0).build());
        NodeWithRelay pair = open(other.wsUri(), table.relay.wsUri())) {
      assertThatThrownBy(() -> RelayTable.await(pair.connect()))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining(table.node.brokerAddress().toString())
          .hasMessageContaining(other.brokerAddress().toString());
      assertThat(heard.story).isEmpty();
    }
  }

  @Test
  void differentWallets_areRefused() {
    ClientConfig node = ClientConfig.builder(table.node.wsUri(), wallet).build();
    ClientConfig relay =
        ClientConfig.builder(table.relay.wsUri(), RelayTable.signer("bob")).build();

    assertThatThrownBy(() -> NodeWithRelay.open(node, relay, heard))
        .isInstanceOf(ConfigurationException.class);
  }
}
