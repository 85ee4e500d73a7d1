package dev.croupier.cli.bench.memory;

import dev.croupier.cli.bench.run.BenchException;
import dev.croupier.client.ClientConfig;
import dev.croupier.client.NodeConnection;
import dev.croupier.client.NodeConnections;
import dev.croupier.client.NodeListener;
import dev.croupier.host.Host;
import dev.croupier.host.HostBuilder;
import dev.croupier.host.HostEvent;
import dev.croupier.host.HostListener;
import dev.croupier.host.SeatConfig;
import dev.croupier.host.engine.AppEngine;
import dev.croupier.host.journal.Journal;
import dev.croupier.protocol.crypto.LocalSigner;
import dev.croupier.protocol.crypto.Secp256k1;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A real host, with real connections, engine and journal, in a {@link World}. */
public final class HostUnderLoad implements AutoCloseable {
  private static final URI NOWHERE = URI.create("ws://memory.invalid/ws");
  private static final long PATIENCE_S = 300;

  private final Host host;

  private HostUnderLoad(Host host) {
    this.host = host;
  }

  /**
   * What the host is made of.
   *
   * @param folder where its app is
   * @param app the app's reference in that folder
   * @param settingsJson handed to the app
   * @param engine loads the app; closed by the caller
   * @param curve computes the host's signatures
   * @param journal keeps its turns; closed by the caller
   */
  public record Parts(
      Path folder,
      String app,
      String settingsJson,
      AppEngine engine,
      Secp256k1 curve,
      Journal journal) {}

  /**
   * Starts a host with all seats of a world.
   *
   * @param world around it
   * @param parts what it is made of
   * @return the running host
   * @throws BenchException if it does not start
   * @throws InterruptedException if the thread is interrupted
   */
  public static HostUnderLoad start(World world, Parts parts) throws InterruptedException {
    HostListener listener = event -> note(event, world.problems());
    Map<String, LocalSigner> wallets = new ConcurrentHashMap<>();
    HostBuilder builder =
        Host.builder(
                (seat, heard) -> connect(world, wallets.get(seat.name()), parts.curve(), heard),
                parts.journal())
            .base(parts.folder())
            .engine(parts.engine())
            .listener(listener);
    for (int i = 0; i < world.seats().size(); i++) {
      String name = "seat-" + i;
      wallets.put(name, world.seats().get(i));
      builder.seat(SeatConfig.of(name, parts.app()).withSettings(parts.settingsJson()));
    }
    Host host = builder.build();
    try {
      host.start().get(PATIENCE_S, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      host.close();
      throw new BenchException("the host does not start: " + e.getMessage(), e);
    }
    return new HostUnderLoad(host);
  }

  private static NodeConnection connect(
      World world, @Nullable LocalSigner wallet, Secp256k1 curve, NodeListener heard) {
    if (wallet == null) {
      throw new BenchException("a seat has no wallet");
    }
    return NodeConnections.open(
        ClientConfig.builder(NOWHERE, wallet)
            .crypto(curve)
            .dialer((node, limits, listener) -> world.dial(wallet.address(), listener))
            .build(),
        heard);
  }

  /** What a host under load must not tell. */
  private static void note(HostEvent event, Problems problems) {
    String text =
        switch (event) {
          case HostEvent.SeatFailed failed -> "a seat failed: " + failed.reason();
          case HostEvent.TurnFailed failed -> "a turn failed: " + failed.failure();
          case HostEvent.MessageRefused refused ->
              "a message was refused: " + refused.code() + ", " + refused.reason();
          case HostEvent.CallFailed failed ->
              "a call failed: " + failed.code() + ", " + failed.reason();
          case HostEvent.NodeProblem unusable -> "unusable: " + unusable.reason();
          default -> "";
        };
    if (!text.isEmpty()) {
      problems.note(text);
    }
  }

  /** Stops the host. */
  @Override
  public void close() {
    host.close();
  }
}
