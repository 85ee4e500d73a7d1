package dev.croupier.script;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.graalvm.polyglot.io.FileSystem;

/**
 * The files of one version of an app as its modules see them: read-only, confined to the app's
 * folder whatever links lead out of it, and frozen once the app is loaded, so that every instance
 * runs the same code even if the files change meanwhile.
 *
 * <p>Scripts see virtual paths that begin with the folder's place below the configuration (<code>
 * /scripts/ping-pong/player.js</code>) and never a path of the machine. All paths given to this
 * class are virtual unless they are called real.
 */
final class ModuleFiles implements FileSystem {
  /** A module larger than this is refused. */
  static final long MAX_FILE_BYTES = 4L << 20;

  private static final List<String> EXTENSIONS = List.of("", ".js", ".mjs", ".ts");

  private final Path root;
  private final Path realRoot;
  private final SortedMap<Path, ModuleText> texts;
  private final SortedMap<Path, String> refusals = new TreeMap<>();
  private final List<TypeScriptException> untranslatable = new ArrayList<>();
  private final Set<Path> lookedFor;
  private volatile boolean frozen;

  private ModuleFiles(
      Path root,
      Path realRoot,
      SortedMap<Path, ModuleText> texts,
      Set<Path> lookedFor,
      boolean frozen) {
    this.root = root;
    this.realRoot = realRoot;
    this.texts = texts;
    this.lookedFor = lookedFor;
    this.frozen = frozen;
  }

  /**
   * @param folder the app's folder
   * @param shownAs its place below the configuration, with slashes; may be empty
   * @return a view that reads files from disk when they are first asked for, and remembers them
   * @throws IOException if the folder cannot be read
   */
  static ModuleFiles reading(Path folder, String shownAs) throws IOException {
    return new ModuleFiles(
        Path.of("/" + shownAs).normalize(),
        folder.toRealPath(),
        new TreeMap<>(),
        new TreeSet<>(),
        false);
  }

  /** Knows the files read so far and no others from now on. */
  void freeze() {
    frozen = true;
  }

  /**
   * @return a view that knows the files read so far and no others
   */
  ModuleFiles frozen() {
    return new ModuleFiles(root, realRoot, texts, lookedFor, true);
  }

  /**
   * @return a view that knows no files
   */
  static ModuleFiles none() {
    Path root = Path.of("/");
    return new ModuleFiles(root, root, new TreeMap<>(), new TreeSet<>(), true);
  }

  Path root() {
    return root;
  }

  /**
   * @return everything read so far, by virtual path, in order of the paths
   */
  Map<Path, ModuleText> texts() {
    return texts;
  }

  /**
   * @return real paths of all files read or looked for so far, also of those that do not exist
   */
  Set<Path> lookedFor() {
    return Set.copyOf(lookedFor);
  }

  /**
   * @return paths that were asked for and refused, each with the reason
   */
  Map<Path, String> refusals() {
    return refusals;
  }

  /**
   * @return TypeScript files that could not be read as such, in the order they were met
   */
  List<TypeScriptException> untranslatable() {
    return untranslatable;
  }

  /**
   * @param path a virtual path
   * @return the file
   * @throws IOException if it does not exist, is too large, or lies outside the folder
   */
  ModuleText read(Path path) throws IOException {
    Path asked = toAbsolutePath(path).normalize();
    if (!asked.startsWith(root) || asked.getFileName() == null) {
      throw refuse(asked, "leads out of the app's folder " + shown(root));
    }
    for (String extension : EXTENSIONS) {
      ModuleText known = texts.get(asked.resolveSibling(asked.getFileName() + extension));
      if (known != null) {
        return known;
      }
    }
    if (frozen) {
      throw refuse(asked, "is not one of the files the app was loaded with");
    }
    for (String extension : EXTENSIONS) {
      Path candidate = asked.resolveSibling(asked.getFileName() + extension);
      Path real = realRoot.resolve(root.relativize(candidate).toString());
      lookedFor.add(real);
      if (Files.isRegularFile(real)) {
        return readReal(candidate, real.toRealPath());
      }
    }
    throw refuse(asked, "does not exist");
  }

  private ModuleText readReal(Path path, Path real) throws IOException {
    if (!real.startsWith(realRoot)) {
      throw refuse(path, "is a link that leads out of the app's folder " + shown(root));
    }
    if (Files.size(real) > MAX_FILE_BYTES) {
      throw refuse(path, "is larger than " + MAX_FILE_BYTES + " bytes");
    }
    try {
      ModuleText text = ModuleText.of(path, Files.readAllBytes(real));
      texts.put(path, text);
      return text;
    } catch (TypeScriptException e) {
      untranslatable.add(e);
      throw new IOException(e.getMessage(), e);
    }
  }

  private IOException refuse(Path path, String reason) {
    refusals.put(path, reason);
    return reason.equals("does not exist")
        ? new NoSuchFileException(shown(path))
        : new AccessDeniedException(shown(path), null, reason);
  }

  /**
   * @param path a virtual path
   * @return as people write it, relative to the configuration
   */
  static String shown(Path path) {
    String text = path.toString().replace('\\', '/');
    return text.startsWith("/") ? text.substring(1) : text;
  }

  @Override
  public Path parsePath(URI uri) {
    return Path.of(uri.getPath());
  }

  @Override
  public Path parsePath(String path) {
    return Path.of(path);
  }

  @Override
  public void checkAccess(Path path, Set<? extends AccessMode> modes, LinkOption... options)
      throws IOException {
    if (modes.contains(AccessMode.WRITE) || modes.contains(AccessMode.EXECUTE)) {
      throw new AccessDeniedException(shown(path), null, "scripts may only read");
    }
    read(path);
  }

  @Override
  public void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
    throw new AccessDeniedException(shown(directory), null, "scripts may only read");
  }

  @Override
  public void delete(Path path) throws IOException {
    throw new AccessDeniedException(shown(path), null, "scripts may only read");
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    for (OpenOption option : options) {
      if (option != StandardOpenOption.READ) {
        throw new AccessDeniedException(shown(path), null, "scripts may only read");
      }
    }
    return new ByteArrayChannel(read(path).runnable());
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path directory, DirectoryStream.Filter<? super Path> filter) throws IOException {
    throw new AccessDeniedException(shown(directory), null, "scripts may not list folders");
  }

  @Override
  public Path toAbsolutePath(Path path) {
    return path.startsWith("/") ? path : root.resolve(path);
  }

  @Override
  public Path toRealPath(Path path, LinkOption... options) throws IOException {
    return read(path).path();
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    return Map.of(
        "isRegularFile", true, "isDirectory", false, "size", (long) read(path).runnable().length);
  }
}
