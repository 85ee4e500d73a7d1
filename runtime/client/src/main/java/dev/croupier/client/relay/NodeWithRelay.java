package dev.croupier.client.relay;

import dev.croupier.app.ConnectionStatus;
import dev.croupier.client.ClientConfig;
import dev.croupier.client.ConfigurationException;
import dev.croupier.client.NodeConnection;
import dev.croupier.client.NodeConnections;
import dev.croupier.client.NodeInfo;
import dev.croupier.client.NodeListener;
import dev.croupier.client.Operation;
import dev.croupier.client.Payment;
import dev.croupier.client.Proposals;
import dev.croupier.client.Relay;
import dev.croupier.client.RelayConnection;
import dev.croupier.client.RelayInfo;
import dev.croupier.client.SessionSnapshot;
import dev.croupier.client.SessionVersion;
import dev.croupier.client.Step;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A node and a relay service as one connection: operations and questions go to the node, messages
 * and proposals over the relay, even if the node could carry them too. It counts as connected while
 * both are; what needs only the one that is there works all the same.
 *
 * <p>Both are dialled again by themselves. A relay that knows its sessions from another node than
 * this one is refused, since it would carry nothing.
 */
public final class NodeWithRelay implements NodeConnection {
  private final NodeConnection node;
  private final RelayConnection relay;
  private final Pair pair;

  private NodeWithRelay(ClientConfig node, ClientConfig relay, NodeListener listener) {
    this.pair = new Pair(relay.node().toString(), listener);
    this.node = NodeConnections.open(node, pair.nodeSide());
    this.relay = NodeConnections.openRelay(relay, pair.relaySide(() -> relayInfo()));
  }

  /**
   * Prepares both connections; nothing is dialled before {@link #connect}.
   *
   * @param node where the node is and who logs in
   * @param relay where the relay is, with the same wallet; its {@link ClientConfig#brokerAddress}
   *     is the relay's key
   * @param listener hears what both tell, one call at a time
   * @return the connection
   * @throws ConfigurationException if the wallets differ
   */
  public static NodeWithRelay open(ClientConfig node, ClientConfig relay, NodeListener listener) {
    Address wallet = node.wallet().address();
    if (!relay.wallet().address().equals(wallet)) {
      throw new ConfigurationException(
          "relay",
          "its wallet is " + relay.wallet().address() + ", but that at the node is " + wallet);
    }
    return new NodeWithRelay(node, relay, listener);
  }

  private Optional<RelayInfo> relayInfo() {
    return relay.info();
  }

  @Override
  public CompletableFuture<NodeInfo> connect() {
    return node.connect()
        .thenCombine(relay.connect(), (info, relayInfo) -> pair.require(info, relayInfo));
  }

  @Override
  public ConnectionStatus status() {
    Set<ConnectionStatus> both = EnumSet.of(node.status(), relay.status());
    for (ConnectionStatus worse :
        List.of(ConnectionStatus.DISCONNECTED, ConnectionStatus.CONNECTING)) {
      if (both.contains(worse)) {
        return worse;
      }
    }
    return ConnectionStatus.CONNECTED;
  }

  @Override
  public Address wallet() {
    return node.wallet();
  }

  @Override
  public Optional<NodeInfo> info() {
    return node.info().map(pair::withRelay);
  }

  @Override
  public Step plan(Operation operation, Duration collectingTime) {
    return node.plan(operation, collectingTime);
  }

  @Override
  public Step read(String text) {
    return node.read(text);
  }

  @Override
  public Signature sign(Step step) {
    return node.sign(step);
  }

  @Override
  public Address signerOf(Step step, Signature signature) {
    return node.signerOf(step, signature);
  }

  @Override
  public CompletableFuture<Optional<SessionVersion>> submit(Step step, List<Signature> signatures) {
    return node.submit(step, signatures);
  }

  @Override
  public CompletableFuture<Optional<SessionSnapshot>> session(SessionId sessionId) {
    return node.session(sessionId);
  }

  @Override
  public CompletableFuture<Map<SessionId, SessionSnapshot>> sessions(
      Collection<SessionId> sessionIds) {
    return node.sessions(sessionIds);
  }

  @Override
  public CompletableFuture<List<SessionSnapshot>> openSessions() {
    return node.openSessions();
  }

  @Override
  public CompletableFuture<List<AssetAmount>> balances() {
    return node.balances();
  }

  @Override
  public CompletableFuture<List<Payment>> payments(Instant since) {
    return node.payments(since);
  }

  @Override
  public Optional<Relay> relay() {
    return Optional.of(relay.relay());
  }

  @Override
  public Optional<Proposals> proposals() {
    return Optional.of(relay.proposals());
  }

  @Override
  public void disconnect() {
    relay.disconnect();
    node.disconnect();
  }

  @Override
  public void close() {
    relay.close();
    node.close();
  }

  /** Where and who; no secrets. */
  @Override
  public String toString() {
    return node + " with " + relay;
  }
}
