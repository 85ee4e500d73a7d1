package dev.croupier.host;

import dev.croupier.host.watch.FileWatcher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reloads a host's apps when their files change, also files that a broken version only looked for.
 * Between {@link Host#start} and {@link Host#stop}.
 *
 * <p>A file has to be left alone for a while before its new version may run, since it may be half a
 * save. That while is not spent waiting: the version is loaded meanwhile, takes over if nothing
 * changed, and is dropped and loaded again if something did.
 */
public final class HotReload implements AutoCloseable {

  private final Host host;
  private final FileWatcher watcher;
  private Set<Path> watched = Set.of();

  /**
   * Starts watching.
   *
   * @param host a host that has been started; outlives this object
   * @throws dev.croupier.host.watch.WatchException if the system cannot do it
   */
  public HotReload(Host host) {
    this.host = host;
    this.watcher = new FileWatcher(new Reloading());
    watchAll();
  }

  private synchronized void watchAll() {
    watched = files();
    watcher.watch(watched);
  }

  private synchronized boolean watches(Set<Path> files) {
    return watched.containsAll(files);
  }

  private Set<Path> files() {
    Set<Path> all = new HashSet<>();
    host.watched().values().forEach(all::addAll);
    return all;
  }

  /**
   * @return how many files are watched now
   */
  public int watchedFiles() {
    return (int) files().stream().filter(Files::isRegularFile).count();
  }

  /** Stops watching. */
  @Override
  public void close() {
    watcher.close();
  }

  /** On the watcher's thread, so that one reload is over before the next begins. */
  private final class Reloading implements FileWatcher.Listener {

    private final Map<String, PreparedReload> prepared = new HashMap<>();

    @Override
    public void changing(Set<Path> files) {
      drop();
      for (String app : appsOf(files)) {
        PreparedReload next = host.prepareReload(app);
        prepared.put(app, next);
        if (!watches(next.result().files())) {
          // Nobody would tell that such a file changes again.
          drop();
          return;
        }
      }
    }

    @Override
    public void disregard() {
      drop();
    }

    @Override
    public void changed(Set<Path> files) {
      for (String app : appsOf(files)) {
        PreparedReload next = prepared.remove(app);
        var _ = next == null ? host.reload(app) : next.take();
      }
      drop();
      watchAll();
    }

    @Override
    public void quiet() {
      host.getReady();
    }

    private List<String> appsOf(Set<Path> files) {
      return host.watched().entrySet().stream()
          .filter(app -> !Collections.disjoint(app.getValue(), files))
          .map(Map.Entry::getKey)
          .toList();
    }

    private void drop() {
      prepared.values().forEach(PreparedReload::close);
      prepared.clear();
    }
  }
}
