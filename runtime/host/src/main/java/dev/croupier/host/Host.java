package dev.croupier.host;

import dev.croupier.host.engine.App;
import dev.croupier.host.engine.AppEngine;
import dev.croupier.host.engine.AppLoadException;
import dev.croupier.host.engine.AppSource;
import dev.croupier.host.journal.Journal;
import dev.croupier.host.loop.LoopDriver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Seats that play. Built with {@link #builder}, started once, stopped once. Engines and journal
 * belong to the caller and outlive the host.
 */
public final class Host implements AutoCloseable {

  private final HostBuilder setup;
  private final Map<String, App> apps = new LinkedHashMap<>();
  private final List<Seat> seats = new ArrayList<>();
  private boolean started;

  Host(HostBuilder setup) {
    this.setup = setup;
  }

  /**
   * @param connections where seats get their connections from
   * @param journal where turns are recorded; closed by the caller after the host
   * @return a host without seats
   */
  public static HostBuilder builder(NodeConnections connections, Journal journal) {
    return new HostBuilder(connections, journal);
  }

  /**
   * Loads every app, then connects every seat, then starts the apps. The loading is done before
   * this method returns.
   *
   * @return completes when every seat is logged in and its app has been told; fails with the first
   *     error, after which the host has to be closed
   * @throws AppLoadException if an app cannot be loaded
   * @throws dev.croupier.host.message.BrokenSchemaException if its message types are no JSON
   *     Schemas
   * @throws HostConfigException if the seats do not fit together
   */
  public synchronized CompletableFuture<Void> start() {
    if (started) {
      throw new HostConfigException("the host was started before; build a new one");
    }
    started = true;
    for (SeatConfig config : setup.seats()) {
      if (!apps.containsKey(config.app())) {
        apps.put(config.app(), load(config.app()));
      }
    }
    seats.addAll(new SeatAssembly(setup, apps).seats());
    LoopDriver driver = setup.driver();
    seats.forEach(driver::drive);
    return all(Seat::openApp)
        .thenCompose(done -> all(Seat::connect))
        .thenCompose(done -> all(Seat::resume))
        .thenRun(() -> seats.forEach(Seat::begin));
  }

  private CompletableFuture<Void> all(Function<Seat, CompletableFuture<?>> part) {
    CompletableFuture<Void> all = new CompletableFuture<>();
    List<CompletableFuture<?>> parts = new ArrayList<>();
    for (Seat seat : seats) {
      parts.add(part.apply(seat).whenComplete((value, error) -> failWith(all, error)));
    }
    CompletableFuture<?> _ =
        CompletableFuture.allOf(parts.toArray(CompletableFuture<?>[]::new))
            .thenRun(() -> all.complete(null));
    return all;
  }

  private static void failWith(CompletableFuture<Void> all, @Nullable Throwable error) {
    if (error != null) {
      all.completeExceptionally(FailureCodes.unwrap(error));
    }
  }

  private App load(String reference) {
    Path base = setup.base();
    for (AppEngine engine : setup.engines()) {
      Optional<AppSource> source = engine.find(base, reference);
      if (source.isPresent()) {
        return engine.load(source.get());
      }
    }
    throw new AppLoadException(
        reference, "", "there is no script and no plugin of that name under " + base);
  }

  /**
   * @return how the seats stand now, in the order they were added
   */
  public synchronized List<HostSeat> seats() {
    return seats.stream().map(Seat::status).toList();
  }

  /**
   * Stops every seat: no more messages are taken, each app finishes what waits and has its last
   * turn, connections are closed.
   *
   * @return completes when all have ended
   */
  public synchronized CompletableFuture<Void> stop() {
    return CompletableFuture.allOf(
        seats.stream().map(Seat::stop).toArray(CompletableFuture<?>[]::new));
  }

  /**
   * Stops every seat, waits for it and frees the apps. Not to be called by a listener or by an app.
   */
  @Override
  public void close() {
    stop().join();
    synchronized (this) {
      apps.values().forEach(App::close);
      apps.clear();
    }
  }
}
