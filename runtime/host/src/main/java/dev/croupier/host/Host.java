package dev.croupier.host;

import dev.croupier.host.engine.AppEngine;
import dev.croupier.host.engine.AppLoadException;
import dev.croupier.host.journal.Journal;
import dev.croupier.host.loop.LoopDriver;
import dev.croupier.host.loop.Strand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Seats that play. Built with {@link #builder}, started once, stopped once. Engines and journal
 * belong to the caller and outlive the host.
 */
public final class Host implements AutoCloseable {

  private final HostBuilder setup;
  private final LoopDriver driver;
  private final HostListener listener;
  private final Strand aside;
  private final LoadedApps apps;
  private final Reloads reloads;
  private final List<Seat> seats = new ArrayList<>();
  private boolean started;

  Host(HostBuilder setup) {
    this.setup = setup;
    this.driver = setup.driver();
    this.listener = new OrderedListener(setup.listener());
    this.aside = driver.strand("croupier-aside");
    this.apps = new LoadedApps(setup, aside);
    this.reloads = new Reloads(apps, listener, setup.clock());
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
    apps.loadAll(setup.seats().stream().map(SeatConfig::app).toList());
    SeatAssembly assembly = new SeatAssembly(setup, apps, driver, listener);
    seats.addAll(assembly.seats());
    seats.forEach(driver::drive);
    return all(seat -> seat.openApp(apps.current(seat.app())))
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

  /**
   * Loads an app again, on this thread, and lets the new version take over in every seat that runs
   * it, with the next turn of each session. Answers to calls of the old version still go to it, for
   * as long as {@link HostConfig#reloadLinger} says. Nothing happens if the code is what runs
   * already, or if it is broken; the {@linkplain HostEvent events} tell which.
   *
   * @param reference the app as written in the configuration
   * @return completes when the seats have changed over
   * @throws HostConfigException if no seat runs such an app
   */
  public CompletableFuture<ReloadOutcome> reload(String reference) {
    return reloads.reload(reference, running(reference));
  }

  /**
   * Loads and starts an app again, on this thread, beside the version that runs.
   *
   * @param reference the app as written in the configuration
   * @return to be taken or closed
   * @throws HostConfigException if no seat runs such an app
   */
  PreparedReload prepareReload(String reference) {
    return reloads.prepare(reference, running(reference));
  }

  private synchronized List<Seat> running(String reference) {
    return seats.stream().filter(seat -> seat.app().equals(reference)).toList();
  }

  /** Does beforehand, on this thread, what reloading any app would have to do. */
  void getReady() {
    setup.engines().forEach(AppEngine::getReady);
  }

  /**
   * Loads every app again, as {@link #reload(String)} does.
   *
   * @return completes when all have changed over
   */
  public CompletableFuture<Void> reload() {
    return CompletableFuture.allOf(
        apps.references().stream().map(this::reload).toArray(CompletableFuture<?>[]::new));
  }

  /**
   * @return for every app that could be loaded or was found broken, by reference, the files whose
   *     change may make another version of it, also some that do not exist yet
   */
  public Map<String, Set<Path>> watched() {
    return apps.watched();
  }

  /**
   * @return references of the apps whose last version was broken; those that run go on
   */
  public Set<String> refused() {
    return apps.refused();
  }

  /**
   * @return the operator's way in, for as long as the host runs
   */
  public Operator operator() {
    return new Operator(this::seatNamed);
  }

  private synchronized Optional<Seat> seatNamed(String name) {
    return seats.stream().filter(seat -> seat.status().name().equals(name)).findFirst();
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
    apps.releaseAll();
    CompletableFuture.runAsync(() -> {}, aside).join();
    aside.close();
  }
}
