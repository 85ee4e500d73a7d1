package dev.croupier.plugin;

import dev.croupier.host.engine.AppLoadException;
import dev.croupier.host.engine.AppSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the archive a plugin reference means. A reference names the archive ({@code
 * plugins/ping-pong.jar}), the archive without its ending, or the source module whose build result
 * is meant; {@code #name} at its end picks one of several apps.
 */
final class PluginFinder {

  private static final List<String> ENDINGS = List.of(".jar", ".zip");

  /** Build results beside a module's plugin archive that are no plugins. */
  private static final List<String> COMPANIONS =
      List.of("-sources.jar", "-javadoc.jar", "-tests.jar", "-test-sources.jar");

  private PluginFinder() {}

  /**
   * @param base the folder references are relative to
   * @param reference as written in the configuration
   * @return the archive, or empty if there is none
   * @throws AppLoadException if it is a module that is not built, or has several build results
   */
  static Optional<AppSource> find(Path base, String reference) {
    int mark = reference.indexOf('#');
    String place = mark < 0 ? reference : reference.substring(0, mark);
    String name = mark < 0 ? "" : reference.substring(mark + 1);
    if (place.isBlank()) {
      return Optional.empty();
    }
    Path path;
    try {
      path = base.resolve(place).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
    try {
      return archive(reference, path)
          .map(file -> new AppSource(reference, PluginEngine.KIND, file, name));
    } catch (AppLoadException e) {
      e.watch(places(path));
      throw e;
    }
  }

  /**
   * @param source from {@link #find}
   * @return where another version of it may appear: the archive, and, if the reference leaves open
   *     which one that is, wherever else one of its name is looked for
   */
  static Set<Path> watched(AppSource source) {
    Path file = source.path();
    Set<Path> watched = new LinkedHashSet<>(Set.of(file));
    String place = source.reference().replaceFirst("#.*$", "");
    Path folder = file.getParent();
    boolean open = ENDINGS.stream().noneMatch(place::endsWith);
    if (open && folder != null) {
      String stem = file.getFileName().toString().replaceFirst("\\.(jar|zip)$", "");
      boolean built = folder.endsWith("target") && !place.endsWith(stem);
      Path meant = built ? folder.getParent() : folder.resolve(stem);
      if (meant != null) {
        watched.addAll(places(meant));
      }
    }
    return watched;
  }

  /** Where an archive is looked for, in this order. */
  private static List<Path> places(Path path) {
    Path name = path.getFileName();
    return name == null
        ? List.of()
        : Stream.concat(
                ENDINGS.stream().map(ending -> path.resolveSibling(name + ending)),
                Stream.of(path.resolve("target")))
            .toList();
  }

  private static Optional<Path> archive(String reference, Path path) {
    Path fileName = path.getFileName();
    if (fileName == null) {
      return Optional.empty();
    }
    if (isArchive(path)) {
      return Optional.of(path);
    }
    for (String ending : ENDINGS) {
      Path sibling = path.resolveSibling(fileName + ending);
      if (Files.isRegularFile(sibling)) {
        return Optional.of(sibling);
      }
    }
    boolean module =
        Files.isRegularFile(path.resolve("pom.xml"))
            && Files.isDirectory(path.resolve("src").resolve("main").resolve("java"));
    Path target = path.resolve("target");
    List<Path> built = Files.isDirectory(target) ? plugins(reference, target) : List.of();
    if (built.size() > 1) {
      throw new AppLoadException(
          reference,
          target.toString(),
          "holds several plugins, name one of them instead of the folder: "
              + built.stream()
                  .map(file -> String.valueOf(file.getFileName()))
                  .collect(Collectors.joining(", ")));
    }
    if (built.isEmpty() && module) {
      throw new AppLoadException(
          reference,
          path.toString(),
          "is a plugin's source module without a built plugin in its target folder; build it first"
              + " (mvn package)");
    }
    return built.stream().findFirst();
  }

  private static boolean isArchive(Path path) {
    return ENDINGS.stream().anyMatch(path.toString()::endsWith) && Files.isRegularFile(path);
  }

  private static List<Path> plugins(String reference, Path target) {
    try (Stream<Path> files = Files.list(target)) {
      return files
          .filter(PluginFinder::isArchive)
          .filter(file -> !isCompanion(String.valueOf(file.getFileName())))
          .filter(PluginFinder::isPlugin)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new AppLoadException(reference, target.toString(), "cannot be listed: " + e, e);
    }
  }

  private static boolean isCompanion(String fileName) {
    return fileName.startsWith("original-") || COMPANIONS.stream().anyMatch(fileName::endsWith);
  }

  private static boolean isPlugin(Path file) {
    try (JarFile archive = new JarFile(file.toFile())) {
      Manifest manifest = archive.getManifest();
      return (manifest != null && manifest.getMainAttributes().getValue("Plugin-Id") != null)
          || archive.getEntry("plugin.properties") != null
          || archive.getEntry("classes/META-INF/MANIFEST.MF") != null;
    } catch (IOException e) {
      // Named so that loading it says what is wrong, rather than "nothing here".
      return true;
    }
  }
}
