package dev.croupier.testkit;

import dev.croupier.host.HostConfig;
import dev.croupier.host.engine.App;
import dev.croupier.host.engine.AppEngine;
import dev.croupier.node.Asset;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What a table is made of. Not safe for use by many threads. */
public final class TestTableBuilder {

  private final Map<String, SeatPlan> plans = new LinkedHashMap<>();
  private final List<AppEngine> engines = new ArrayList<>();
  private final List<Asset> assets =
      new ArrayList<>(List.of(Asset.local("usdc", 6), Asset.local("eth", 18)));
  private long seed = Long.getLong("seed", 1);
  private Path base = Path.of("");
  private HostConfig limits = HostConfig.DEFAULTS;
  private Instant start = Instant.parse("2026-01-01T12:00:00Z");
  private Faults faults = Faults.NONE;
  private int longestRun = 50_000;

  TestTableBuilder() {}

  /**
   * @param name unique at the table; the wallet's key follows from it
   * @param plan fills in the rest
   * @return this
   * @throws TestTableException if there is a seat of that name
   */
  public TestTableBuilder seat(String name, Consumer<SeatPlan> plan) {
    SeatPlan seat = new SeatPlan(name);
    if (plans.putIfAbsent(name, seat) != null) {
      throw new TestTableException("two seats are named " + name);
    }
    plan.accept(seat);
    return this;
  }

  /**
   * @param name unique at the table; the wallet's key follows from it
   * @return this, with a wallet that the test plays by hand
   * @throws TestTableException if there is a seat of that name
   */
  public TestTableBuilder puppet(String name) {
    return seat(name, seat -> {});
  }

  /**
   * @param seed decides on everything that is left to chance; the system property {@code seed}, or
   *     1, unless told otherwise
   * @return this
   */
  public TestTableBuilder seed(long seed) {
    this.seed = seed;
    return this;
  }

  /**
   * @param base the folder app references are relative to; the working directory unless told
   *     otherwise
   * @return this
   */
  public TestTableBuilder base(Path base) {
    this.base = base;
    return this;
  }

  /**
   * @param limits limits of the hosts
   * @return this
   */
  public TestTableBuilder limits(HostConfig limits) {
    this.limits = limits;
    return this;
  }

  /**
   * @param start the time at which everything begins
   * @return this
   */
  public TestTableBuilder start(Instant start) {
    this.start = start;
    return this;
  }

  /**
   * @param faults how well all connections work, both ways
   * @return this
   */
  public TestTableBuilder faults(Faults faults) {
    this.faults = faults;
    return this;
  }

  /**
   * @param moments how many moments at which something happens {@link TestTable#run} goes through
   *     before it gives up; 50,000 unless told otherwise
   * @return this
   */
  public TestTableBuilder longestRun(int moments) {
    this.longestRun = moments;
    return this;
  }

  /**
   * Adds an asset beside usdc (6 decimals) and eth (18).
   *
   * @param symbol its symbol
   * @param decimals how finely it can be divided
   * @return this
   */
  public TestTableBuilder asset(String symbol, int decimals) {
    assets.add(Asset.local(symbol, decimals));
    return this;
  }

  /**
   * @param engine asked for apps before the engines of scripts and plugins; stays the caller's
   * @return this
   */
  public TestTableBuilder engine(AppEngine engine) {
    engines.add(engine);
    return this;
  }

  /**
   * Seats everybody: all are logged in and their apps are about to start.
   *
   * @return the table, to be closed by the caller
   * @throws dev.croupier.host.engine.AppLoadException if an app cannot be loaded
   */
  public TestTable open() {
    TestTable table = new TestTable(this);
    boolean opened = false;
    try {
      table.open();
      opened = true;
      return table;
    } finally {
      if (!opened) {
        table.abandon();
      }
    }
  }

  long seed() {
    return seed;
  }

  Path base() {
    return base;
  }

  HostConfig limits() {
    return limits;
  }

  Instant start() {
    return start;
  }

  Faults faults() {
    return faults;
  }

  int longestRun() {
    return longestRun;
  }

  List<Asset> assets() {
    return assets;
  }

  List<AppEngine> engines() {
    return engines;
  }

  List<SeatPlan> plans() {
    return List.copyOf(plans.values());
  }

  SeatPlan plan(String name) {
    SeatPlan plan = plans.get(name);
    if (plan == null) {
      throw new TestTableException("there is no seat " + name + ", only " + plans.keySet());
    }
    return plan;
  }

  Map<String, Supplier<App>> ownApps() {
    Map<String, Supplier<App>> own = new LinkedHashMap<>();
    for (SeatPlan plan : plans.values()) {
      Supplier<App> app = plan.code();
      if (app != null) {
        own.put(plan.reference(), app);
      }
    }
    return own;
  }
}
