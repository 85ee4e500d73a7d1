package dev.croupier.host.fake;

import dev.croupier.app.Allocation;
import dev.croupier.app.SessionTerms;
import dev.croupier.host.Host;
import dev.croupier.host.HostConfig;
import dev.croupier.host.HostEvent;
import dev.croupier.host.InvitePolicy;
import dev.croupier.host.SeatConfig;
import dev.croupier.host.guard.SpendingLimits;
import dev.croupier.host.journal.Journal;
import dev.croupier.host.loop.Loop;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Amount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** A host of fake apps on a fake node, stepped by hand. */
public final class TestTable {

  public static final SpendingLimits TEN_USDC =
      new SpendingLimits(Map.of("usdc", Amount.of(10)), Map.of("usdc", Amount.of(3)));

  public final FakeNode node;
  public final VirtualClock clock;
  public final List<HostEvent> events = new ArrayList<>();
  public final List<Loop> loops = new ArrayList<>();
  public HostConfig config = HostConfig.DEFAULTS;
  public Journal journal = new FakeJournal();

  private final Map<String, SeatConfig> seats = new LinkedHashMap<>();
  private final Map<String, FakeApp> apps = new LinkedHashMap<>();
  private final Map<String, Integer> keys = new LinkedHashMap<>();
  private Optional<Host> host = Optional.empty();

  public TestTable() {
    this(new FakeNode());
  }

  /** A host at a node that was there before it. */
  public TestTable(FakeNode node) {
    this(node, new VirtualClock());
  }

  /** A host at a node that was there before it, at the same time. */
  public TestTable(FakeNode node, VirtualClock clock) {
    this.node = node;
    this.clock = clock;
    node.dates = clock;
  }

  /** Adds a seat that takes every invite and may spend 10 usdc per session. */
  public FakeApp seat(String name, FakeApp.Handler handler) {
    return seat(
        SeatConfig.of(name, name).withInvites(InvitePolicy.ALWAYS).withLimits(TEN_USDC), handler);
  }

  public FakeApp seat(SeatConfig seat, FakeApp.Handler handler) {
    FakeApp app = new FakeApp(seat.app(), handler);
    seats.put(seat.name(), seat);
    apps.put(seat.app(), app);
    keys.put(seat.name(), keys.size() + 1);
    return app;
  }

  /** Lets the next load of an app find other code. */
  public FakeApp replace(String reference, String hash, FakeApp.Handler handler) {
    FakeApp next = new FakeApp(reference, handler);
    next.hash = hash;
    apps.put(reference, next);
    return next;
  }

  public Address wallet(String seat) {
    return FakeNode.wallet(keys.get(seat));
  }

  public FakeConnection connection(String seat) {
    return node.connections.get(wallet(seat));
  }

  public Host build() {
    var builder =
        Host.builder(
                (seat, listener) -> node.open(FakeNode.key(keys.get(seat.name())), listener),
                journal)
            .engine(new FakeEngine(apps))
            .config(config)
            .clock(clock)
            .random(new SplittableRandom(7))
            .listener(events::add)
            .driver(
                loop -> {
                  loop.onWork(() -> {});
                  loops.add(loop);
                });
    seats.values().forEach(builder::seat);
    host = Optional.of(builder.build());
    return host.get();
  }

  public TestTable start() {
    var started = build().start();
    settle();
    started.join();
    settle();
    return this;
  }

  public Host host() {
    return host.orElseThrow();
  }

  /** Steps everything until nothing is left to do at this time. */
  public void settle() {
    int rounds = 0;
    int done;
    do {
      done = 0;
      for (Loop loop : loops) {
        done += loop.finished() ? 0 : loop.step();
      }
      done += node.deliver();
      if (++rounds > 100_000) {
        throw new AssertionError("never settles");
      }
    } while (done > 0);
  }

  public void advance(Duration by) {
    clock.advance(by);
    settle();
  }

  public <E extends HostEvent> List<E> events(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Terms under which the first of these seats decides. */
  public SessionTerms terms(String... names) {
    List<String> wallets = new ArrayList<>();
    for (String name : names) {
      wallets.add(wallet(name).toString());
    }
    return SessionTerms.decidedByFirst("ping-pong", wallets);
  }

  public Allocation usdc(String seat, String amount) {
    return Allocation.of(wallet(seat).toString(), "usdc", amount);
  }
}
