package dev.croupier.testkit;

import dev.croupier.client.ClientConfig;
import dev.croupier.host.HostConfig;
import dev.croupier.host.HostEvent;
import dev.croupier.host.engine.AppEngine;
import dev.croupier.host.journal.JournalRecord;
import dev.croupier.node.NodeConfig;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.Keccak;
import dev.croupier.protocol.crypto.LocalSigner;
import dev.croupier.protocol.crypto.PrivateKey;
import dev.croupier.protocol.crypto.Secp256k1;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Seats around a table, in one JVM: the real host with its guard, journal and co-signing, the real
 * client, and the local node with its ledger and its rules, but a clock that stands until the test
 * moves it and a network that is a list in memory. Everything is done by the calling thread, one
 * step after another, in an order that follows from the seed; nothing waits for real time.
 *
 * <pre>{@code
 * try (TestTable table =
 *     TestTable.builder()
 *         .seat("server", seat -> seat.app(ServerApp.class).allowance("usdc", "5")
 *             .settings(Map.of("opponent", "player", "stake", "1")))
 *         .seat("player", seat -> seat.app("scripts/ping-pong/player").allowance("usdc", "5")
 *             .invitesFrom("server"))
 *         .open()) {
 *   table.run();
 *   table.seat("player").expectHeard("ping", 3).expectBalance("usdc", "101");
 *   table.expectNoFailures();
 * }
 * }</pre>
 *
 * <p>A frame takes one millisecond unless {@link #faults} says otherwise. {@link #run} lets time
 * pass only for frames that are under way; timers of apps wait for {@link #advance}. A seat without
 * an app is a {@link Puppet}, which does what the test says, also what no app could.
 *
 * <p>Not safe for use by many threads.
 */
public final class TestTable implements AutoCloseable {

  /** How long a restart takes. */
  private static final Duration RESTART = Duration.ofSeconds(1);

  private static final URI NODE = URI.create("ws://test-table/ws");

  private final TestTableBuilder setup;
  private final SplittableRandom random;
  private final VirtualClock clock;
  private final Agenda agenda = new Agenda();
  private final MemoryNode node;
  private final Network network;
  private final TableApps apps;
  private final Names names = new Names();
  private final Transcript transcript;
  private final Chronicle chronicle;
  private final Map<String, TableHost> hosts = new LinkedHashMap<>();
  private final Pace pace;
  private final Map<String, TestSeat> seats = new LinkedHashMap<>();
  private final Map<String, Puppet> puppets = new LinkedHashMap<>();
  private final Map<String, LocalSigner> signers = new LinkedHashMap<>();

  TestTable(TestTableBuilder setup) {
    this.setup = setup;
    this.random = new SplittableRandom(setup.seed());
    this.clock = new VirtualClock(setup.start());
    this.transcript = new Transcript(setup.start(), names);
    this.chronicle = new Chronicle(names, transcript);
    this.node =
        new MemoryNode(
            NodeConfig.builder()
                .brokerKey(key("croupier test node"))
                .assets(setup.assets())
                .workers(1)
                .build(),
            clock,
            random.split());
    this.network = new Network(agenda, clock, random.split(), node);
    this.pace = new Pace(clock, agenda, hosts.values(), random, transcript, setup.longestRun());
    this.apps = new TableApps(setup.ownApps(), setup.engines());
  }

  /**
   * @return what a table is made of, to be filled in
   */
  public static TestTableBuilder builder() {
    return new TestTableBuilder();
  }

  void open() {
    for (SeatPlan plan : setup.plans()) {
      LocalSigner signer =
          new LocalSigner(key("croupier test wallet " + plan.name()), Secp256k1.best());
      signers.put(plan.name(), signer);
      names.wallet(signer.address(), plan.name());
      for (AssetAmount funds : plan.allFunds()) {
        if (funds.amount().signum() > 0) {
          node.fund(signer.address(), funds);
        }
      }
    }
    for (SeatPlan plan : setup.plans()) {
      faults(plan.name(), setup.faults());
      if (plan.isPuppet()) {
        puppets.put(plan.name(), new Puppet(this, plan, wallet(plan.name())));
      } else {
        hosts.computeIfAbsent(plan.hostName(), name -> new TableHost(name, this)).add(plan);
        seats.put(plan.name(), new TestSeat(this, plan.name(), wallet(plan.name())));
      }
    }
    puppets.values().forEach(Puppet::connect);
    hosts.values().forEach(this::start);
  }

  private void start(TableHost host) {
    await("the start of the seats", host.start());
  }

  private static PrivateKey key(String name) {
    return PrivateKey.ofBytes(Keccak.hash(name.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Lets everything happen that is under way, until nothing is left but timers. Time passes as
   * frames need it.
   *
   * @return this
   * @throws TestTableException if there is no end to it; {@link #advance} is for apps that never
   *     rest
   */
  public TestTable run() {
    pace.run();
    return this;
  }

  /**
   * Lets time pass, and everything happen that happens in it.
   *
   * @param time how much
   * @return this
   */
  public TestTable advance(Duration time) {
    pace.advance(time);
    return this;
  }

  /**
   * Lets time pass until something is so.
   *
   * @param condition what is waited for
   * @param limit for how long at most
   * @return this
   * @throws AssertionError if it is not so by then
   */
  public TestTable runUntil(BooleanSupplier condition, Duration limit) {
    if (!pace.passes(condition, limit)) {
      throw new AssertionError("not so after " + limit + ".\n" + transcript.tail());
    }
    return this;
  }

  /**
   * Lets time pass up to the next moment at which there is something to do, and does it.
   *
   * @param limit how far at most
   * @return false if there is nothing to do until then; it is that time now
   */
  public boolean moveOn(Instant limit) {
    return pace.moveOn(limit);
  }

  /** Runs until an answer is there, and gives it. */
  <T> T await(String what, CompletableFuture<T> answer) {
    return pace.await(what, answer);
  }

  /**
   * @param name a seat with an app
   * @return it
   * @throws TestTableException if there is none of that name
   */
  public TestSeat seat(String name) {
    return found(seats, "seat", name);
  }

  /**
   * @param name a seat without an app
   * @return it
   * @throws TestTableException if there is none of that name
   */
  public Puppet puppet(String name) {
    return found(puppets, "puppet", name);
  }

  private static <T> T found(Map<String, T> all, String kind, String name) {
    T found = all.get(name);
    if (found == null) {
      throw new TestTableException("there is no " + kind + " " + name + ", only " + all.keySet());
    }
    return found;
  }

  /**
   * @return the names of the seats with apps
   */
  public Set<String> seatNames() {
    return Collections.unmodifiableSet(seats.keySet());
  }

  /**
   * @param name a seat or a puppet
   * @return its address, EIP-55 text
   */
  public String address(String name) {
    return wallet(name).toString();
  }

  Address wallet(String name) {
    return found(signers, "seat or puppet", name).address();
  }

  /**
   * @param name a seat or a puppet
   * @param asset the asset's symbol
   * @return what it has at the node outside of sessions, whole units as decimal text
   */
  public String balance(String name, String asset) {
    return node.balance(wallet(name), asset).toString();
  }

  /**
   * @return ids of all sessions any seat has taken part in or any puppet has created, in order of
   *     appearance
   */
  public List<String> sessions() {
    return List.copyOf(chronicle.sessions());
  }

  /**
   * @return the id of the only session there has been
   * @throws AssertionError if there was none, or more than one
   */
  public String session() {
    Set<String> sessions = chronicle.sessions();
    if (sessions.size() != 1) {
      throw new AssertionError(
          "there was not one session but " + sessions.size() + ".\n" + transcript.tail());
    }
    return sessions.iterator().next();
  }

  /**
   * @param sessionId a session of a seat
   * @param asset the asset's symbol
   * @return who has how much of it in the session, or got at its end, by name and as decimal text,
   *     as far as seats were told
   */
  public Map<String, String> shares(String sessionId, String asset) {
    return chronicle.shares(sessionId, asset);
  }

  /**
   * @param sessionId a session
   * @return whether there is one of that id that no seat has seen closed
   */
  public boolean isOpen(String sessionId) {
    return chronicle.isOpen(sessionId);
  }

  /**
   * @param sessionId a session
   * @param shares who got how much at its end, by name, whole units as decimal text
   * @return this
   * @throws AssertionError if no seat has seen it closed, or with other shares
   */
  public TestTable expectClosed(String sessionId, Map<String, String> shares) {
    chronicle.expectClosed(sessionId, shares);
    return this;
  }

  /**
   * @return what happened in the hosts, in order
   */
  public List<HostEvent> events() {
    return List.copyOf(chronicle.events());
  }

  /**
   * @param <E> the kind
   * @param kind a kind of event
   * @return those that happened, in order
   */
  public <E extends HostEvent> List<E> events(Class<E> kind) {
    return chronicle.events(kind);
  }

  /**
   * @return a line for each error in an app, also for calls whose refusal nobody handled, in order
   */
  public List<String> failures() {
    return chronicle.failures();
  }

  /**
   * @return this
   * @throws AssertionError if an app has failed
   */
  public TestTable expectNoFailures() {
    chronicle.expectNoFailures();
    return this;
  }

  /**
   * @param kind a kind of event
   * @return this
   * @throws AssertionError if nothing of that kind has happened
   */
  public TestTable expectEvent(Class<? extends HostEvent> kind) {
    if (events(kind).isEmpty()) {
      throw new AssertionError(
          "expected a " + kind.getSimpleName() + ", but there was none.\n" + transcript.tail());
    }
    return this;
  }

  /**
   * @return what happened, for people and for comparison with a file
   */
  public Transcript transcript() {
    return transcript;
  }

  /**
   * @return what everything left to chance follows from
   */
  public long seed() {
    return setup.seed();
  }

  /**
   * @return the table's time
   */
  public Instant now() {
    return clock.instant();
  }

  /**
   * Sets how well a wallet's connections work from now on.
   *
   * @param name a seat or a puppet
   * @param direction which way
   * @param faults what happens to frames
   * @return this
   */
  public TestTable faults(String name, Direction direction, Faults faults) {
    wallet(name);
    network.faults(name, direction, faults);
    return this;
  }

  /**
   * Sets how well a wallet's connections work from now on, both ways.
   *
   * @param name a seat or a puppet
   * @param faults what happens to frames
   * @return this
   */
  public TestTable faults(String name, Faults faults) {
    faults(name, Direction.TO_NODE, faults);
    return faults(name, Direction.FROM_NODE, faults);
  }

  /**
   * Breaks a wallet's connection; what is under way on it is lost. The client makes a new one when
   * its pause is over, a quarter of a second at most for the first attempt.
   *
   * @param name a seat or a puppet
   * @return this
   */
  public TestTable cut(String name) {
    wallet(name);
    network.cut(name);
    return this;
  }

  /**
   * Breaks a wallet's connection and lets it make none until {@link #reconnect}.
   *
   * @param name a seat or a puppet
   * @return this
   */
  public TestTable disconnect(String name) {
    wallet(name);
    network.offline(name, true);
    return this;
  }

  /**
   * Ends {@link #disconnect} and lets time pass until the seat is connected, which takes as long as
   * the client's pauses between attempts have become.
   *
   * @param name a seat
   * @return this
   */
  public TestTable reconnect(String name) {
    wallet(name);
    network.offline(name, false);
    TestSeat seat = seats.get(name);
    return seat == null ? run() : runUntil(seat::isConnected, Pace.PATIENCE);
  }

  /**
   * Ends the host of a seat at once, with all its seats, as the end of its process would: what is
   * not in its journal and has not left is gone.
   *
   * @param name a seat
   * @return this
   */
  public TestTable kill(String name) {
    hostOf(name).kill();
    transcript.add(clock.instant(), name, "is killed with its host");
    return this;
  }

  /**
   * Starts the host of a seat again on its journal, a second later; kills it first if it runs.
   *
   * @param name a seat
   * @return this
   */
  public TestTable restart(String name) {
    TableHost host = hostOf(name);
    if (host.alive()) {
      kill(name);
    }
    advance(RESTART);
    transcript.add(clock.instant(), name, "is started again with its host");
    start(host);
    return this;
  }

  /**
   * Loads a seat's app again, as {@code croupier dev} does when its files have changed, and lets
   * the new version take over in all seats of its host that run it. What came of it is an event:
   * {@link HostEvent.AppReloaded}, or {@link HostEvent.ReloadRefused} if the new version is broken.
   *
   * @param name a seat
   * @return this
   */
  public TestTable reload(String name) {
    await("the reload of " + name, hostOf(name).reload(setup.plan(name)));
    return run();
  }

  private TableHost hostOf(String name) {
    for (TableHost host : hosts.values()) {
      if (host.seats().stream().anyMatch(seat -> seat.name().equals(name))) {
        return host;
      }
    }
    throw new TestTableException("there is no seat " + name + ", only " + seats.keySet());
  }

  /** Stops the seats in order and frees everything. */
  @Override
  public void close() {
    try {
      List<CompletableFuture<Void>> stopped = hosts.values().stream().map(TableHost::stop).toList();
      await(
          "the stop of the seats",
          CompletableFuture.allOf(stopped.toArray(CompletableFuture<?>[]::new)));
      hosts.values().forEach(TableHost::free);
      puppets.values().forEach(Puppet::disconnect);
    } finally {
      node.close();
      apps.close();
    }
  }

  /** Frees everything at once. */
  void abandon() {
    hosts.values().forEach(TableHost::kill);
    node.close();
    apps.close();
  }

  // What the parts of the table share.

  Network network() {
    return network;
  }

  Agenda agenda() {
    return agenda;
  }

  VirtualClock clock() {
    return clock;
  }

  AppEngine apps() {
    return apps;
  }

  Path base() {
    return setup.base();
  }

  HostConfig limits() {
    return setup.limits();
  }

  RandomGenerator random() {
    return random.split();
  }

  Names names() {
    return names;
  }

  LocalSigner signer(String name) {
    return found(signers, "seat or puppet", name);
  }

  Map<String, Address> othersThan(String name) {
    Map<String, Address> others = new LinkedHashMap<>();
    signers.forEach(
        (other, signer) -> {
          if (!other.equals(name)) {
            others.put(other, signer.address());
          }
        });
    return others;
  }

  ClientConfig client(String name, VirtualTimers timers) {
    return ClientConfig.builder(NODE, signer(name))
        .application(setup.plan(name).applicationName())
        .clock(clock)
        .random(random())
        .crypto(Secp256k1.best())
        .dialer((uri, limits, listener) -> network.dial(name, listener))
        .timers(() -> timers)
        .build();
  }

  /** A turn was recorded. */
  void recorded(JournalRecord record) {
    chronicle.recorded(record);
  }

  Optional<String> state(String seat, String session) {
    return chronicle.state(seat, session);
  }

  /** Something happened in a host. */
  void heard(HostEvent event) {
    chronicle.heard(event);
  }

  void session(SessionId id) {
    chronicle.session(id);
  }
}
