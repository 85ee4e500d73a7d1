package dev.croupier.node;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.crypto.Keccak;
import dev.croupier.protocol.crypto.LocalSigner;
import dev.croupier.protocol.crypto.PrivateKey;
import dev.croupier.protocol.crypto.Secp256k1;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** A node without sockets, on a clock and random numbers of the test's own. */
final class TestNode implements AutoCloseable {
  static final PrivateKey BROKER =
      PrivateKey.parse("0x60a3a2a873d416c4c3694aa78d5eb5a8e9199c9058a20b352ded8fab4d1c0b1e");
  static final long START_MS = 1_760_000_000_000L;

  final MovableClock clock;
  final ScriptedRandom random = new ScriptedRandom(7);
  private final NodeEngine engine;
  private final AtomicLong lastPeer = new AtomicLong();

  TestNode(NodeConfig config) {
    this(config, new MovableClock(START_MS));
  }

  TestNode(NodeConfig config, MovableClock clock) {
    this.clock = clock;
    this.engine = new NodeEngine(config, clock, random);
  }

  static NodeConfig.Builder config() {
    return NodeConfig.builder().brokerKey(BROKER).workers(2);
  }

  static TestNode start() {
    return new TestNode(config().build());
  }

  FakePeer connect() {
    FakePeer peer = new FakePeer(lastPeer.incrementAndGet());
    engine.listener().opened(peer);
    return peer;
  }

  void disconnect(FakePeer peer) {
    engine.listener().closed(peer);
  }

  /** Hands a frame in and waits until it was answered. */
  void receive(FakePeer peer, String frame) {
    receive(peer, frame.getBytes(StandardCharsets.UTF_8));
  }

  void receive(FakePeer peer, byte[] frame) {
    await(engine.listener().received(peer, frame).toCompletableFuture());
  }

  /** A client that is connected and logged in with a session key of its own. */
  TestClient login(String name) {
    TestClient client = client(name);
    client.login();
    return client;
  }

  TestClient client(String name) {
    return new TestClient(this, connect(), signer(name), signer(name + "'s session key"));
  }

  Amount fund(Address wallet, String amount, String asset) {
    return await(engine.fund(wallet, asset, Amount.parse(amount)));
  }

  NodeEngine engine() {
    return engine;
  }

  static LocalSigner signer(String name) {
    byte[] secret = Keccak.hash(name.getBytes(StandardCharsets.UTF_8));
    return new LocalSigner(PrivateKey.ofBytes(secret), Secp256k1.best());
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
    engine.close();
  }
}
