package dev.croupier.cli.bench.node;

import dev.croupier.protocol.Address;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;

/** Plays ping-pong over a local node with a wallet that somebody else runs. */
public final class PingLoad implements AutoCloseable {
  private static final String ASSET = "usdc";

  private final NodeLinks links;
  private final Faucet faucet;
  private final Workload workload;
  private final LoadRun run;

  /**
   * Connects the clients and opens their sessions; the other wallet must be connected.
   *
   * @param node the node's {@code ws://} address
   * @param admin its admin address
   * @param responder who answers
   * @param clients how many pings are under way at a time
   * @param textLength characters of text in each ping
   * @throws dev.croupier.cli.bench.run.BenchException if the node refuses
   * @throws InterruptedException if the thread is interrupted
   */
  public PingLoad(URI node, URI admin, Address responder, int clients, int textLength)
      throws InterruptedException {
    this.links = new NodeLinks(node);
    this.faucet = new Faucet(admin);
    Clock clock = Clock.systemUTC();
    this.workload =
        RoundTrips.of(new Crowd(links, faucet, ASSET, clock), responder, clients, textLength);
    this.run = new LoadRun(workload, clock);
    links.onLost(run.meter()::fail);
  }

  /**
   * Loads the other wallet.
   *
   * @param time the measured time; requests are signed before it
   * @return the round trips; errors since the beginning
   * @throws InterruptedException if the thread is interrupted
   */
  public Figure measure(Duration time) throws InterruptedException {
    return run.measure(time);
  }

  @Override
  public void close() {
    workload.close();
    faucet.close();
    links.close();
  }
}
