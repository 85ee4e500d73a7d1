package dev.croupier.relay;

import dev.croupier.client.ClientConfig;
import dev.croupier.client.NodeConnection;
import dev.croupier.client.NodeConnections;
import dev.croupier.client.NodeListener;
import dev.croupier.client.Operation;
import dev.croupier.client.SessionDefinition;
import dev.croupier.client.Step;
import dev.croupier.node.LocalNode;
import dev.croupier.node.NodeConfig;
import dev.croupier.node.rules.Profile;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.Keccak;
import dev.croupier.protocol.crypto.LocalSigner;
import dev.croupier.protocol.crypto.PrivateKey;
import dev.croupier.protocol.crypto.Secp256k1;
import dev.croupier.protocol.crypto.Signer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/** A node without a relay, the relay service beside it, and wallets at both. */
final class RelayTable implements AutoCloseable {
  static final String APPLICATION = "relay-test";
  static final PrivateKey BROKER = PrivateKey.parse("0x" + "42".repeat(32));

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private long nonce = 1;
  LocalNode node;
  RelayService relay;
  final NodeConnection dealer;

  RelayTable() {
    this(Profile.V0_5, config -> config);
  }

  RelayTable(Profile profile, UnaryOperator<RelayConfig.Builder> settings) {
    node =
        LocalNode.start(
            NodeConfig.builder()
                .port(0)
                .adminPort(0)
                .profile(profile)
                .brokerKey(BROKER)
                .firstFunds(List.of(new AssetAmount("usdc", Amount.of(100))))
                .build());
    relay =
        RelayService.start(
            settings
                .apply(RelayConfig.builder(node.wsUri()).port(0).adminPort(0).workers(2))
                .build(),
            Clock.systemUTC(),
            new Random(5));
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(relay::nodeConnected);
    dealer = atNode(signer("dealer"), new NodeListener() {});
  }

  static Signer signer(String name) {
    byte[] secret = Keccak.hash(name.getBytes(StandardCharsets.UTF_8));
    return new LocalSigner(PrivateKey.ofBytes(secret), Secp256k1.best());
  }

  NodeConnection atNode(Signer wallet, NodeListener listener) {
    NodeConnection connection =
        NodeConnections.open(
            ClientConfig.builder(node.wsUri(), wallet).application(APPLICATION).build(), listener);
    open.push(connection);
    await(connection.connect());
    return connection;
  }

  Player player(String name) {
    Player player = new Player(signer(name), relay.wsUri());
    open.push(player);
    return player.connected();
  }

  RawClient raw() {
    RawClient client = new RawClient(relay.wsUri());
    open.push(client);
    return client;
  }

  /** A session that the dealer opens and closes alone. */
  SessionId session(Address... players) {
    return session(List.of(players));
  }

  SessionId session(List<Address> players) {
    Step step = dealer.plan(creation(players), Duration.ZERO);
    return await(dealer.submit(step, List.of(dealer.sign(step)))).orElseThrow().sessionId();
  }

  Operation creation(List<Address> players) {
    List<Address> participants = new ArrayList<>(List.of(dealer.wallet()));
    participants.addAll(players);
    List<Long> weights = new ArrayList<>(Collections.nCopies(participants.size(), 0L));
    weights.set(0, 100L);
    return new Operation.CreateSession(
        new SessionDefinition(APPLICATION, participants, weights, 100, 0, nonce++),
        List.of(new Allocation(dealer.wallet(), "usdc", Amount.of(1))),
        Optional.empty());
  }

  void close(SessionId session) {
    Step step =
        dealer.plan(
            new Operation.CloseSession(
                session,
                List.of(new Allocation(dealer.wallet(), "usdc", Amount.of(1))),
                Optional.empty()),
            Duration.ZERO);
    await(dealer.submit(step, List.of(dealer.sign(step))));
  }

  static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(20, TimeUnit.SECONDS);
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("no answer", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
    relay.close();
    node.close();
  }
}
