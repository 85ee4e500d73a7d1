package dev.croupier.host.watch;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says which of a set of files have changed, once per save. It watches the folders they are in,
 * since editors write a new file and move it over the old one; a file may also not exist yet, and
 * neither may its folder. Of a folder it says when archives in it come, go or change. One save is
 * several events, so it waits until a file has been left alone for a little while: 15 ms, 100 ms
 * for archives, which builds write in pieces, and up to half a second for a file that is gone,
 * which is most often about to be written anew. While it waits for files that are short to wait
 * for, the listener may already read them, at the risk that they change again.
 */
public final class FileWatcher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FileWatcher.class);
  private static final Duration SETTLE = Duration.ofMillis(15);

  /** How long after an event the next one of the same save is sure to have come, mostly. */
  private static final Duration BREATH = Duration.ofMillis(2);

  private static final Duration SETTLE_ARCHIVE = Duration.ofMillis(100);
  private static final Duration SETTLE_GONE = Duration.ofMillis(500);
  private static final Duration QUIET = Duration.ofMillis(500);

  private final WatchService service;
  private final Listener listener;
  private final Map<Path, FileStamp> files = new HashMap<>();
  private final Map<Path, WatchKey> folders = new HashMap<>();

  /**
   * Starts watching nothing.
   *
   * @param listener told of files that have changed, on the watcher's thread
   * @throws WatchException if the system cannot do it
   */
  public FileWatcher(Listener listener) {
    this.listener = listener;
    try {
      service = FileSystems.getDefault().newWatchService();
    } catch (IOException e) {
      throw new WatchException(e);
    }
    Thread _ = Thread.ofPlatform().name("croupier-watch").daemon(true).start(this::run);
  }

  /**
   * Says what to watch from now on.
   *
   * @param wanted absolute paths of files, or of folders with archives, in place of those before
   * @throws WatchException if a folder cannot be watched
   */
  public synchronized void watch(Collection<Path> wanted) {
    files.keySet().retainAll(wanted);
    wanted.forEach(file -> files.computeIfAbsent(file, FileStamp::of));
    watchFolders();
  }

  /**
   * Watches the folder of each file, or, where that does not exist, the nearest one above it. A
   * folder may be made between the look and the watch, which then tells nothing of it: so it looks
   * until it finds nothing new.
   */
  private synchronized void watchFolders() {
    Set<Path> wanted = nearestFolders();
    Set<Path> before;
    do {
      Set<Path> now = wanted;
      folders
          .entrySet()
          .removeIf(
              watched -> {
                boolean unwanted = !now.contains(watched.getKey()) || !watched.getValue().isValid();
                if (unwanted) {
                  watched.getValue().cancel();
                }
                return unwanted;
              });
      for (Path folder : now) {
        folders.computeIfAbsent(folder, this::register);
      }
      before = now;
      wanted = nearestFolders();
    } while (!wanted.equals(before));
  }

  private Set<Path> nearestFolders() {
    Set<Path> nearest = new HashSet<>();
    for (Path file : files.keySet()) {
      if (Files.isDirectory(file)) {
        nearest.add(file);
      }
      Path folder = file.getParent();
      while (folder != null && !Files.isDirectory(folder)) {
        folder = folder.getParent();
      }
      if (folder != null) {
        nearest.add(folder);
      }
    }
    return nearest;
  }

  private @Nullable WatchKey register(Path folder) {
    try {
      return folder.register(
          service,
          StandardWatchEventKinds.ENTRY_CREATE,
          StandardWatchEventKinds.ENTRY_MODIFY,
          StandardWatchEventKinds.ENTRY_DELETE);
    } catch (NoSuchFileException | NotDirectoryException e) {
      // Gone again since the look; the next look finds another.
      return null;
    } catch (IOException e) {
      throw new WatchException(folder, e);
    }
  }

  private void run() {
    boolean open = true;
    while (open) {
      try {
        Set<Path> changed = nextChange();
        if (!changed.isEmpty()) {
          listener.changed(changed);
        }
      } catch (InterruptedException | ClosedWatchServiceException e) {
        open = false;
      } catch (RuntimeException e) {
        // The next save is as welcome as this one was.
        LOG.error("a change of files could not be handled", e);
      }
    }
    listener.disregard();
  }

  private Set<Path> nextChange() throws InterruptedException {
    Set<Path> changed = new HashSet<>();
    WatchKey first = service.poll(QUIET.toNanos(), TimeUnit.NANOSECONDS);
    if (first == null) {
      listener.quiet();
      first = service.take();
    }
    take(first, changed);
    long last = System.nanoTime();
    boolean begun = false;
    boolean waiting = true;
    while (waiting) {
      Duration wait = settle(changed);
      boolean early = !begun && !changed.isEmpty() && wait.equals(SETTLE);
      long left = last + (early ? BREATH : wait).toNanos() - System.nanoTime();
      WatchKey more = service.poll(Math.max(0, left), TimeUnit.NANOSECONDS);
      if (more != null && take(more, changed)) {
        last = System.nanoTime();
        if (begun) {
          listener.disregard();
        }
      } else if (more == null && early) {
        begun = true;
        listener.changing(Set.copyOf(changed));
      } else if (more == null) {
        waiting = false;
      }
    }
    return changed;
  }

  /** Adds the watched files that have changed, or were written again; false if there are none. */
  private synchronized boolean take(WatchKey key, Set<Path> changed) {
    Set<Path> named = new HashSet<>();
    if (key.watchable() instanceof Path folder) {
      for (WatchEvent<?> event : key.pollEvents()) {
        if (event.context() instanceof Path name) {
          named.add(folder.resolve(name));
        }
      }
    }
    key.reset();
    watchFolders();
    boolean touched = false;
    for (Map.Entry<Path, FileStamp> file : files.entrySet()) {
      FileStamp now = FileStamp.of(file.getKey());
      boolean written = named.contains(file.getKey()) && Files.isRegularFile(file.getKey());
      if (written || !now.equals(file.getValue())) {
        file.setValue(now);
        changed.add(file.getKey());
        touched = true;
      }
    }
    return touched;
  }

  private static Duration settle(Set<Path> changed) {
    Duration longest = SETTLE;
    for (Path file : changed) {
      Duration own =
          FileStamp.of(file).missing()
              ? SETTLE_GONE
              : FileStamp.isArchive(file) || Files.isDirectory(file) ? SETTLE_ARCHIVE : SETTLE;
      longest = own.compareTo(longest) > 0 ? own : longest;
    }
    return longest;
  }

  /** Stops watching; waits for nothing. */
  @Override
  public void close() {
    try {
      service.close();
    } catch (IOException e) {
      throw new WatchException(e);
    }
  }

  /** Hears of changes, on the watcher's thread. */
  @FunctionalInterface
  public interface Listener {
    /**
     * Files have changed and may change once more; there is time until it is known that they have
     * not. At most once before each {@link #changed}, and not for files that take long to settle.
     *
     * @param files of those that are watched
     */
    default void changing(Set<Path> files) {}

    /**
     * What was read since {@link #changing} may be half a save, since files have changed again; or
     * nobody waits for it any more, since the watching ends.
     */
    default void disregard() {}

    /**
     * Files have changed and were then left alone.
     *
     * @param files of those that are watched; all that {@link #changing} told of are among them
     */
    void changed(Set<Path> files);

    /** Nothing has changed for half a second, so a change that is about to come can be prepared. */
    default void quiet() {}
  }
}
