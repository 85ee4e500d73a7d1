package dev.croupier.cli;

import dev.croupier.app.CroupierException;
import dev.croupier.host.Host;
import dev.croupier.host.HostEvent;
import dev.croupier.host.HostListener;
import dev.croupier.host.SeatConfig;
import dev.croupier.host.engine.AppLoadException;
import dev.croupier.host.message.BrokenSchemaException;
import dev.croupier.host.watch.FileWatcher;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Starts a host while its apps are written: one that is broken is told, and when its files have
 * changed the start is tried again. Nothing has been dialled by then.
 */
final class PatientStart {
  private static final long LOOK_MS = 100;

  private final Table table;
  private final InstantSource clock;
  private final CountDownLatch end;

  /**
   * @param table makes the hosts
   * @param clock dates what is told
   * @param end opens when there is no use in waiting any more
   */
  PatientStart(Table table, InstantSource clock, CountDownLatch end) {
    this.table = table;
    this.clock = clock;
    this.end = end;
  }

  /**
   * @param node where the seats connect
   * @param listener hears what happens, also of broken apps
   * @return the host, started; empty if the end came first
   * @throws Exception what else went wrong
   */
  Optional<Host> start(URI node, HostListener listener) throws Exception {
    BlockingQueue<Set<Path>> saved = new LinkedBlockingQueue<>();
    Set<Path> watched = new HashSet<>();
    String told = "";
    try (FileWatcher watcher = new FileWatcher(saved::add)) {
      while (end.getCount() > 0) {
        Host host = table.host(node, listener);
        CroupierException broken;
        try {
          host.start().get();
          return Optional.of(host);
        } catch (AppLoadException | BrokenSchemaException e) {
          broken = e;
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof AppLoadException notStarted)) {
            throw e;
          }
          broken = notStarted;
        }
        Set<Path> files = new HashSet<>();
        host.watched().values().forEach(files::addAll);
        Set<String> apps = host.refused();
        table.retire(host);
        String problem = String.valueOf(broken.getMessage());
        if (!problem.equals(told)) {
          listener.on(event(broken, apps));
          told = problem;
        }
        if (watched.containsAll(files)) {
          told = waitForSave(saved) ? "" : told;
        } else {
          // A file may have been saved before it was watched: look once more, then wait.
          watched.addAll(files);
          watcher.watch(watched);
        }
      }
    }
    return Optional.empty();
  }

  private boolean waitForSave(BlockingQueue<Set<Path>> saved) throws InterruptedException {
    boolean heard = false;
    while (!heard && end.getCount() > 0) {
      heard = saved.poll(LOOK_MS, TimeUnit.MILLISECONDS) != null;
    }
    saved.clear();
    return heard;
  }

  private HostEvent event(CroupierException broken, Set<String> refused) {
    Set<String> apps = broken instanceof AppLoadException load ? Set.of(load.reference()) : refused;
    String seats =
        table.seats().stream()
            .filter(seat -> apps.contains(seat.app()))
            .map(SeatConfig::name)
            .collect(Collectors.joining(", "));
    return HostEvent.ReloadRefused.of(clock.instant(), seats, String.join(", ", apps), "", broken);
  }
}
