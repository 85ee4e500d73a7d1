package dev.croupier.host;

import dev.croupier.host.watch.FileWatcher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Reloads a host's apps when their files change, also files that a broken version only looked for.
 * Between {@link Host#start} and {@link Host#stop}.
 */
public final class HotReload implements AutoCloseable {

  private final Host host;
  private final FileWatcher watcher;

  /**
   * Starts watching.
   *
   * @param host a host that has been started; outlives this object
   * @throws dev.croupier.host.watch.WatchException if the system cannot do it
   */
  public HotReload(Host host) {
    this.host = host;
    this.watcher = new FileWatcher(this::changed);
    watchAll();
  }

  private void watchAll() {
    Set<Path> all = new HashSet<>();
    host.watched().values().forEach(all::addAll);
    watcher.watch(all);
  }

  /** On the watcher's thread, so that one reload is over before the next begins. */
  private void changed(Set<Path> files) {
    for (Map.Entry<String, Set<Path>> app : host.watched().entrySet()) {
      if (!Collections.disjoint(app.getValue(), files)) {
        var _ = host.reload(app.getKey());
      }
    }
    watchAll();
  }

  /**
   * @return how many files are watched now
   */
  public int watchedFiles() {
    Set<Path> all = new HashSet<>();
    host.watched().values().forEach(all::addAll);
    return (int) all.stream().filter(Files::isRegularFile).count();
  }

  /** Stops watching. */
  @Override
  public void close() {
    watcher.close();
  }
}
