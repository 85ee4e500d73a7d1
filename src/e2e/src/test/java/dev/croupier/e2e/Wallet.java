package dev.croupier.e2e;

import dev.croupier.client.ClientConfig;
import dev.croupier.client.NodeConnection;
import dev.croupier.client.NodeConnections;
import dev.croupier.client.NodeException;
import dev.croupier.client.NodeListener;
import dev.croupier.client.Operation;
import dev.croupier.client.ReconnectPolicy;
import dev.croupier.client.RelayedMessage;
import dev.croupier.client.SessionSnapshot;
import dev.croupier.client.SessionVersion;
import dev.croupier.client.Step;
import dev.croupier.client.wire.WebSocketWire;
import dev.croupier.client.wire.Wire;
import dev.croupier.node.LocalNode;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.crypto.Keccak;
import dev.croupier.protocol.crypto.LocalSigner;
import dev.croupier.protocol.crypto.PrivateKey;
import dev.croupier.protocol.crypto.Secp256k1;
import dev.croupier.protocol.crypto.Signature;
import dev.croupier.protocol.crypto.Signer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A wallet with the real client at a node; remembers what the node tells. */
final class Wallet implements AutoCloseable {
  private static final Duration COLLECTING_TIME = Duration.ofSeconds(5);
  private static final long PATIENCE_S = 20;

  final BlockingQueue<List<AssetAmount>> balanceNotices = new LinkedBlockingQueue<>();
  final BlockingQueue<SessionSnapshot> stateNotices = new LinkedBlockingQueue<>();
  final BlockingQueue<RelayedMessage> messages = new LinkedBlockingQueue<>();
  final BlockingQueue<String> comings = new LinkedBlockingQueue<>();
  final BlockingQueue<NodeException> unusable = new LinkedBlockingQueue<>();

  private final CountingSigner signer;
  private final AtomicReference<Wire> wire = new AtomicReference<>();
  private final NodeConnection connection;

  private Wallet(LocalNode node, String name) {
    signer = new CountingSigner(signer(name));
    ClientConfig config =
        ClientConfig.builder(node.wsUri(), signer)
            .application("e2e")
            .reconnect(new ReconnectPolicy(true, Duration.ofMillis(10), Duration.ofMillis(100), 0))
            .dialer(
                (uri, limits, listener) -> {
                  Wire dialled = WebSocketWire.dial(uri, limits, listener);
                  wire.set(dialled);
                  return dialled;
                })
            .build();
    connection = NodeConnections.open(config, new Listener());
  }

  static PrivateKey key(String name) {
    return PrivateKey.ofBytes(Keccak.hash(name.getBytes(StandardCharsets.UTF_8)));
  }

  static LocalSigner signer(String name) {
    return new LocalSigner(key(name), Secp256k1.best());
  }

  /** Logs in a wallet. */
  static Wallet loggedIn(LocalNode node, String name) throws Exception {
    Wallet wallet = new Wallet(node, name);
    get(wallet.connection.connect());
    return wallet;
  }

  /** Logs in a wallet that the faucet has given this much. */
  static Wallet loggedIn(LocalNode node, String name, String usdc) throws Exception {
    Wallet wallet = new Wallet(node, name);
    get(node.fund(wallet.address(), Amount.parse(usdc), "usdc"));
    get(wallet.connection.connect());
    return wallet;
  }

  Address address() {
    return connection.wallet();
  }

  NodeConnection connection() {
    return connection;
  }

  /** How often the wallet's own key has signed. */
  int signatures() {
    return signer.count.get();
  }

  Amount usdc() throws Exception {
    return usdcIn(get(connection.balances()));
  }

  static Amount usdcIn(List<AssetAmount> balances) {
    return balances.stream()
        .filter(balance -> balance.asset().equals("usdc"))
        .map(AssetAmount::amount)
        .findFirst()
        .orElse(Amount.ZERO);
  }

  Step plan(Operation operation) {
    return connection.plan(operation, COLLECTING_TIME);
  }

  /** Reads a text of somebody else's and signs it. */
  Signature coSign(Step step) {
    return connection.sign(connection.read(step.text()));
  }

  SessionVersion submit(Step step, Signature... signatures) throws Exception {
    return get(connection.submit(step, List.of(signatures))).orElseThrow();
  }

  /** Pays, and returns when the node has booked it. */
  void pay(Address to, String usdc) throws Exception {
    Step step =
        plan(new Operation.Transfer(to, List.of(new AssetAmount("usdc", Amount.parse(usdc)))));
    Optional<SessionVersion> none = get(connection.submit(step, List.of(connection.sign(step))));
    if (none.isPresent()) {
      throw new AssertionError("a transfer has no session, but the answer names " + none.get());
    }
  }

  /** The network fails under the connection. */
  void cut() {
    wire.get().cut("pulled by the test");
  }

  static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(PATIENCE_S, TimeUnit.SECONDS);
  }

  static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(PATIENCE_S, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing came within " + PATIENCE_S + " s");
    }
    return next;
  }

  @Override
  public void close() {
    connection.close();
  }

  private record CountingSigner(Signer signer, AtomicInteger count) implements Signer {
    CountingSigner(Signer signer) {
      this(signer, new AtomicInteger());
    }

    @Override
    public Address address() {
      return signer.address();
    }

    @Override
    public Signature sign(Hash32 digest) {
      count.incrementAndGet();
      return signer.sign(digest);
    }
  }

  private final class Listener implements NodeListener {
    @Override
    public void connected(dev.croupier.client.NodeInfo info) {
      comings.add("connected");
    }

    @Override
    public void disconnected(String reason) {
      comings.add("disconnected: " + reason);
    }

    @Override
    public void message(RelayedMessage message) {
      messages.add(message);
    }

    @Override
    public void stateUpdated(SessionSnapshot session) {
      stateNotices.add(session);
    }

    @Override
    public void balances(List<AssetAmount> balances) {
      balanceNotices.add(balances);
    }

    @Override
    public void unusable(NodeException problem) {
      unusable.add(problem);
    }
  }
}
