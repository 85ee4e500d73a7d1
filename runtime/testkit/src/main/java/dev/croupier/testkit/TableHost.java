package dev.croupier.testkit;

import dev.croupier.client.ClientConfig;
import dev.croupier.client.NodeConnections;
import dev.croupier.host.Host;
import dev.croupier.host.HostBuilder;
import dev.croupier.host.journal.MemoryJournal;
import dev.croupier.host.loop.Loop;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One host at a table: its seats, its journal, and the run it is in. */
final class TableHost {

  private static final int RECORDS = 1_000_000;

  private final String name;
  private final TestTable table;
  private final List<SeatPlan> seats = new ArrayList<>();
  private final MemoryJournal records = new MemoryJournal(RECORDS);
  private List<Loop> loops = new ArrayList<>();
  private List<VirtualTimers> timers = new ArrayList<>();
  private @Nullable Host host;
  private @Nullable RecordingJournal journal;

  TableHost(String name, TestTable table) {
    this.name = name;
    this.table = table;
  }

  void add(SeatPlan seat) {
    seats.add(seat);
  }

  List<SeatPlan> seats() {
    return seats;
  }

  boolean alive() {
    return host != null;
  }

  /** Starts a host on the journal as it is; completes when its seats are logged in. */
  CompletableFuture<Void> start() {
    if (host != null) {
      throw new TestTableException("host " + name + " runs already");
    }
    loops = new ArrayList<>();
    timers = new ArrayList<>();
    journal = new RecordingJournal(records, table::recorded);
    HostBuilder builder =
        Host.builder(
                (seat, listener) -> NodeConnections.open(client(seat.name()), listener), journal)
            .engine(table.apps())
            .base(table.base())
            .config(table.limits())
            .clock(table.clock())
            .random(table.random())
            .listener(table::heard)
            .driver(
                loop -> {
                  loop.onWork(() -> {});
                  loops.add(loop);
                });
    seats.forEach(seat -> builder.seat(seat.config(table.othersThan(seat.name()))));
    host = builder.build();
    return host.start();
  }

  private ClientConfig client(String seat) {
    VirtualTimers own = new VirtualTimers(table.agenda(), table.clock());
    timers.add(own);
    return table.client(seat, own);
  }

  /** Takes a step of every loop, beginning with one of them. */
  int step(int first) {
    int done = 0;
    List<Loop> all = List.copyOf(loops);
    for (int i = 0; i < all.size(); i++) {
      Loop loop = all.get((first + i) % all.size());
      done += loop.finished() ? 0 : step(loop);
    }
    return done;
  }

  private static int step(Loop loop) {
    try {
      return loop.step();
    } catch (RuntimeException e) {
      loop.crashed(e);
      return 1;
    }
  }

  int loopCount() {
    return loops.size();
  }

  OptionalLong nextDueMs() {
    return loops.stream()
        .filter(loop -> !loop.finished())
        .map(Loop::nextDueMs)
        .filter(OptionalLong::isPresent)
        .mapToLong(OptionalLong::getAsLong)
        .min();
  }

  /** Loads a seat's app again; completes when all seats that run it have changed over. */
  CompletableFuture<?> reload(SeatPlan seat) {
    if (host == null) {
      throw new TestTableException("host " + name + " is down");
    }
    return host.reload(seat.reference());
  }

  /** Asks it to end in order; it has ended when this completes. */
  CompletableFuture<Void> stop() {
    return host == null ? CompletableFuture.completedFuture(null) : host.stop();
  }

  /** After {@link #stop} has completed. */
  void free() {
    if (host != null) {
      host.close();
      host = null;
    }
  }

  /** Ends it between two steps, as the end of the process would. */
  void kill() {
    if (journal != null) {
      journal.kill();
    }
    loops = new ArrayList<>();
    timers.forEach(VirtualTimers::shutdownNow);
    seats.forEach(seat -> table.network().vanish(seat.name()));
    host = null;
  }
}
