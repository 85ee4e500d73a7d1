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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says which of a set of files have changed, once per save. It watches the folders they are in,
 * since editors write a new file and move it over the old one; a file may also not exist yet, and
 * neither may its folder. Of a folder it says when archives in it come, go or change. One save is
 * several events, so it waits until a file has been left alone for a little while: 15 ms, 100 ms
 * for archives, which builds write in pieces, and up to half a second for a file that is gone,
 * which is most often about to be written anew.
 */
public final class FileWatcher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FileWatcher.class);
  private static final Duration SETTLE = Duration.ofMillis(15);
  private static final Duration SETTLE_ARCHIVE = Duration.ofMillis(100);
  private static final Duration SETTLE_GONE = Duration.ofMillis(500);

  private final WatchService service;
  private final Consumer<Set<Path>> listener;
  private final Map<Path, FileStamp> files = new HashMap<>();
  private final Map<Path, WatchKey> folders = new HashMap<>();

  /**
   * Starts watching nothing.
   *
   * @param listener told of files that have changed, on the watcher's thread
   * @throws WatchException if the system cannot do it
   */
  public FileWatcher(Consumer<Set<Path>> listener) {
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
          listener.accept(changed);
        }
      } catch (InterruptedException | ClosedWatchServiceException e) {
        open = false;
      } catch (RuntimeException e) {
        // The next save is as welcome as this one was.
        LOG.error("a change of files could not be handled", e);
      }
    }
  }

  private Set<Path> nextChange() throws InterruptedException {
    Set<Path> changed = new HashSet<>();
    take(service.take(), changed);
    long deadline = System.nanoTime() + settle(changed).toNanos();
    for (long left = 1; left > 0; left = deadline - System.nanoTime()) {
      WatchKey more = service.poll(left, TimeUnit.NANOSECONDS);
      if (more != null && take(more, changed)) {
        deadline = System.nanoTime() + settle(changed).toNanos();
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
}
