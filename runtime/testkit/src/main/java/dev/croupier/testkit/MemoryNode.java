package dev.croupier.testkit;

import dev.croupier.node.NodeConfig;
import dev.croupier.node.NodeEngine;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.transport.Peer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/**
 * The local node without its sockets, one frame at a time: it has threads of its own, and the table
 * waits for them, so that nothing depends on who is faster.
 */
final class MemoryNode implements AutoCloseable {

  private static final long PATIENCE_S = 60;

  private final NodeEngine engine;

  MemoryNode(NodeConfig config, VirtualClock clock, RandomGenerator random) {
    engine = new NodeEngine(config, clock, random);
  }

  void opened(Peer peer) {
    engine.listener().opened(peer);
  }

  void closed(Peer peer) {
    engine.listener().closed(peer);
  }

  /** Handles a frame to its end; what it has sent by then is all that it sends. */
  void receive(Peer peer, String frame) {
    await(
        engine
            .listener()
            .received(peer, frame.getBytes(StandardCharsets.UTF_8))
            .toCompletableFuture());
  }

  void fund(Address wallet, AssetAmount funds) {
    await(engine.fund(wallet, funds.asset(), funds.amount()));
  }

  Amount balance(Address wallet, String asset) {
    List<AssetAmount> all = await(engine.balances(wallet));
    return all.stream()
        .filter(balance -> balance.asset().equals(asset))
        .findFirst()
        .map(AssetAmount::amount)
        .orElse(Amount.ZERO);
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE_S, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    } catch (TimeoutException e) {
      throw new TestTableException("the node did not answer within " + PATIENCE_S + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TestTableException("interrupted while the node was at work", e);
    }
  }

  @Override
  public void close() {
    engine.close();
  }
}
