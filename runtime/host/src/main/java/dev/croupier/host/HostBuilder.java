package dev.croupier.host;

import dev.croupier.host.engine.AppEngine;
import dev.croupier.host.journal.Journal;
import dev.croupier.host.loop.LoopDriver;
import dev.croupier.host.loop.LoopThreads;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Collects what a host is made of. Not safe for use by many threads. */
public final class HostBuilder {

  private final NodeConnections connections;
  private final Journal journal;
  private final List<SeatConfig> seats = new ArrayList<>();
  private final List<AppEngine> engines = new ArrayList<>();
  private final List<AppEngine> workers = new ArrayList<>();
  private HostConfig config = HostConfig.DEFAULTS;
  private HostListener listener = event -> {};
  private InstantSource clock = Clock.systemUTC();
  private RandomGenerator random = new SecureRandom();
  private Path base = Path.of("");
  private @Nullable LoopDriver driver;

  HostBuilder(NodeConnections connections, Journal journal) {
    this.connections = connections;
    this.journal = journal;
  }

  /**
   * @param seat a seat; names are unique
   * @return this
   * @throws HostConfigException if there is a seat of that name, or one of the same app with
   *     another isolation
   */
  public HostBuilder seat(SeatConfig seat) {
    for (SeatConfig other : seats) {
      if (other.name().equals(seat.name())) {
        throw new HostConfigException("two seats are named " + seat.name());
      }
      if (other.app().equals(seat.app()) && other.isolation() != seat.isolation()) {
        throw new HostConfigException(
            "seats "
                + other.name()
                + " and "
                + seat.name()
                + " run the same app "
                + seat.app()
                + ", so its isolation must be the same in both");
      }
    }
    seats.add(seat);
    return this;
  }

  /**
   * @param engine asked for apps after those added before
   * @return this
   */
  public HostBuilder engine(AppEngine engine) {
    engines.add(engine);
    return this;
  }

  /**
   * @param engine loads the apps of seats with isolation {@link Isolation#WORKER}; default none
   * @return this
   */
  public HostBuilder workers(AppEngine engine) {
    workers.add(engine);
    return this;
  }

  /**
   * @param config the limits; default {@link HostConfig#DEFAULTS}
   * @return this
   */
  public HostBuilder config(HostConfig config) {
    this.config = config;
    return this;
  }

  /**
   * @param listener hears what happens; default nobody
   * @return this
   */
  public HostBuilder listener(HostListener listener) {
    this.listener = listener;
    return this;
  }

  /**
   * @param base the folder app references are relative to; default the working directory
   * @return this
   */
  public HostBuilder base(Path base) {
    this.base = base;
    return this;
  }

  /**
   * @param clock the time; default the system's
   * @return this
   */
  public HostBuilder clock(InstantSource clock) {
    this.clock = clock;
    return this;
  }

  /**
   * @param random where turns' seeds and sessions' nonces come from; default a secure source
   * @return this
   */
  public HostBuilder random(RandomGenerator random) {
    this.random = random;
    return this;
  }

  /**
   * @param driver what makes seats run; default a platform thread each
   * @return this
   */
  public HostBuilder driver(LoopDriver driver) {
    this.driver = driver;
    return this;
  }

  /**
   * @return the host, not started
   */
  public Host build() {
    return new Host(this);
  }

  NodeConnections connections() {
    return connections;
  }

  Journal journal() {
    return journal;
  }

  List<SeatConfig> seats() {
    return List.copyOf(seats);
  }

  /** All engines that may load an app here. */
  List<AppEngine> engines() {
    return Stream.concat(engines.stream(), workers.stream()).toList();
  }

  /** The engines that may load an app: those of its isolation. */
  List<AppEngine> engines(String reference) {
    boolean isolated =
        seats.stream()
            .anyMatch(seat -> seat.app().equals(reference) && seat.isolation() == Isolation.WORKER);
    if (isolated && workers.isEmpty()) {
      throw new HostConfigException(
          "app " + reference + " is to run in a worker, but this host has no engine for workers");
    }
    return List.copyOf(isolated ? workers : engines);
  }

  HostConfig config() {
    return config;
  }

  HostListener listener() {
    return listener;
  }

  InstantSource clock() {
    return clock;
  }

  Path base() {
    return base;
  }

  LoopDriver driver() {
    return driver == null ? new LoopThreads(clock) : driver;
  }

  /**
   * Seats run on different threads, so each has a source of its own, unless the source is safe for
   * that and not to be guessed from what it has given before.
   */
  RandomGenerator randomForSeat() {
    return random instanceof SecureRandom ? random : new SplittableRandom(random.nextLong());
  }
}
