package dev.croupier.cli.bench.node;

import dev.croupier.cli.Terminal;
import dev.croupier.cli.bench.run.BenchException;
import dev.croupier.cli.bench.run.Stages;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Puts a local node under load and measures it: logins, sessions, transfers, messages.
 *
 * <p>Every figure has its own wallets and connections. What can be signed ahead is signed before
 * the measured time; what cannot (a login) is part of it.
 */
public final class NodeBench {
  private static final String ASSET = "usdc";

  private final URI node;
  private final URI admin;
  private final LoadSettings settings;

  private interface Setup {
    Workload on(Crowd crowd) throws InterruptedException;
  }

  private record Plan(String name, Setup setup) {}

  /**
   * @param node the node's {@code ws://} address
   * @param admin its admin address, for the faucet
   * @param settings how much load
   */
  public NodeBench(URI node, URI admin, LoadSettings settings) {
    this.node = node;
    this.admin = admin;
    this.settings = settings;
  }

  /**
   * How the node keeps its ledger.
   *
   * @return {@code file} or {@code memory}
   * @throws BenchException if the node does not answer
   * @throws InterruptedException if the thread is interrupted
   */
  public String ledger() throws InterruptedException {
    try (Faucet faucet = new Faucet(admin)) {
      return faucet.ledger();
    }
  }

  /**
   * Measures all figures, one after another.
   *
   * @param terminal where to tell how it gets on
   * @return for each figure its repetitions; what failed under load is counted in the last one
   * @throws BenchException if the load cannot be set up
   * @throws InterruptedException if the thread is interrupted
   */
  public List<List<Figure>> run(Terminal terminal) throws InterruptedException {
    List<Plan> plans = plans();
    Stages stages = new Stages(terminal, plans.size());
    List<List<Figure>> figures = new ArrayList<>();
    for (Plan plan : plans) {
      stages.next(plan.name());
      figures.add(measure(plan, stages::stage));
    }
    stages.done();
    return figures;
  }

  private List<Plan> plans() {
    int clients = settings.clients();
    List<Plan> plans = new ArrayList<>();
    plans.add(new Plan("logins", crowd -> Logins.of(crowd, clients)));
    plans.add(new Plan("create+close pairs", crowd -> SessionPairs.of(crowd, clients)));
    plans.add(new Plan("transfers", crowd -> Transfers.of(crowd, clients)));
    for (int size : settings.groupSizes()) {
      plans.add(new Plan("messages between " + size, crowd -> Messages.of(crowd, clients, size)));
    }
    return plans;
  }

  private List<Figure> measure(Plan plan, Consumer<String> stage) throws InterruptedException {
    Clock clock = Clock.systemUTC();
    stage.accept("wallets and connections");
    try (NodeLinks links = new NodeLinks(node);
        Faucet faucet = new Faucet(admin);
        Workload workload = plan.setup().on(new Crowd(links, faucet, ASSET, clock))) {
      LoadRun run = new LoadRun(workload, clock);
      links.onLost(run.meter()::fail);
      stage.accept("warming up for " + seconds(settings.warmUp()) + " s");
      run.warmUp(settings.warmUp());
      List<Figure> repetitions = new ArrayList<>();
      for (int i = 1; i <= settings.repeats(); i++) {
        stage.accept("measuring for " + seconds(settings.perFigure()) + " s, " + i);
        repetitions.add(run.measure(settings.perFigure()));
      }
      return repetitions;
    }
  }

  private static String seconds(Duration time) {
    return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString();
  }
}
