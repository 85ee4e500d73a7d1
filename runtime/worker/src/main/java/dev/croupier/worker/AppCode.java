package dev.croupier.worker;

import dev.croupier.host.engine.AppLoadException;
import dev.croupier.host.engine.AppSource;
import dev.croupier.worker.pipe.FromWorker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One version of an app's code, copied to a folder nobody else writes to, so that a worker that is
 * started anew runs the same version although the author's files have changed by then.
 */
final class AppCode implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AppCode.class);

  private final FromWorker.Loaded loaded;
  private final AppSource source;
  private final Path folder;

  private AppCode(FromWorker.Loaded loaded, AppSource source, Path folder) {
    this.loaded = loaded;
    this.source = source;
    this.folder = folder;
  }

  /**
   * Copies the files a worker has loaded.
   *
   * @param original where the code was loaded from
   * @param loaded what the worker says of it
   * @param folder emptied and deleted in the end
   * @return the copy
   * @throws AppLoadException if a file cannot be copied
   */
  static AppCode copy(AppSource original, FromWorker.Loaded loaded, Path folder) {
    try {
      Path entry = inRealFolder(original.path());
      Path root = entry.resolveSibling("").normalize();
      // Places in files are told with the name of their folder.
      Path copied = folder.resolve("code").resolve(String.valueOf(root.getFileName()));
      for (String file : loaded.watched()) {
        Path from = inRealFolder(Path.of(file));
        if (from.startsWith(root) && Files.isRegularFile(from)) {
          Path to = copied.resolve(root.relativize(from).toString());
          Files.createDirectories(to.resolveSibling(""));
          Files.copy(from, to);
        }
      }
      return new AppCode(
          loaded,
          new AppSource(
              original.reference(),
              original.kind(),
              copied.resolve(root.relativize(entry).toString()),
              original.name()),
          folder);
    } catch (IOException e) {
      throw new AppLoadException(
          original.reference(), "", "its files cannot be copied: " + e.getMessage(), e);
    }
  }

  /**
   * A file by the real path of its folder; the file itself may be a link, and have another name.
   */
  private static Path inRealFolder(Path file) throws IOException {
    Path named = file.toAbsolutePath().normalize();
    Path folder = named.resolveSibling("");
    return Files.isDirectory(folder)
        ? folder.toRealPath().resolve(String.valueOf(named.getFileName()))
        : named;
  }

  FromWorker.Loaded loaded() {
    return loaded;
  }

  String reference() {
    return source.reference();
  }

  String kind() {
    return source.kind();
  }

  /** Where workers may keep files; gone with the code. */
  Path folder() {
    return folder;
  }

  /**
   * Loads this version in a further worker.
   *
   * @param process the worker
   * @throws AppLoadException if it cannot be loaded, or is another version
   */
  void loadIn(WorkerProcess process) {
    FromWorker.Loaded again = process.load(source);
    if (!again.codeHash().equals(loaded.codeHash())) {
      throw new AppLoadException(
          source.reference(), "", "its files were changed while they were being loaded");
    }
  }

  @Override
  public void close() {
    delete(folder, source.reference());
  }

  static void delete(Path folder, String reference) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("folder {} of app {} cannot be deleted", folder, reference, e);
    }
  }
}
