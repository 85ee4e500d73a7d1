package dev.croupier.script;

import dev.croupier.host.engine.AppLoadException;
import dev.croupier.host.turn.AppFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessMode;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.jspecify.annotations.Nullable;

/**
 * A module of an author's that runs outside of turns, such as a file of tests. It can import the
 * files of its folder and modules that the host makes up, and call functions of the host's; there
 * is no client, and time and randomness are the machine's. Confined like an app, but with no limit
 * of time. Used by one thread at a time.
 */
public final class ModuleRun implements AutoCloseable {

  private static final Source STARTER =
      Source.newBuilder(
              "js",
              """
              (function (host, loaded, failed) {
                'use strict';
                globalThis.croupierHost = host;
                return (path) => { import(path).then(() => loaded(), failed); };
              })
              """,
              "croupier:module")
          .internal(true)
          .cached(true)
          .buildLiteral();

  private final String reference;
  private final Path entry;
  private final ModuleFiles files;
  private final Failures failures;
  private final Context context;
  private final Value load;
  private boolean loaded;
  private @Nullable AppFailure loadFailure;

  /**
   * Opens a context; nothing of the author's runs yet.
   *
   * @param engine compiles and shares code
   * @param file the module, a file of JavaScript or TypeScript
   * @param shownFolder how errors name its folder, with slashes; may be empty
   * @param hostModules modules by the names they are imported by, such as {@code croupier:test},
   *     each with its text
   * @param functions what host modules find as {@code globalThis.croupierHost}
   * @return the module
   * @throws AppLoadException if the folder cannot be read
   */
  public static ModuleRun open(
      ScriptEngine engine,
      Path file,
      String shownFolder,
      Map<String, String> hostModules,
      Map<String, ProxyExecutable> functions) {
    return new ModuleRun(engine, file, shownFolder, hostModules, functions);
  }

  private ModuleRun(
      ScriptEngine engine,
      Path file,
      String shownFolder,
      Map<String, String> hostModules,
      Map<String, ProxyExecutable> functions) {
    Path real = file.toAbsolutePath().normalize();
    this.reference = file.toString();
    try {
      Path folder = real.getParent();
      if (folder == null) {
        throw new IOException("not a file in a folder");
      }
      this.files = ModuleFiles.reading(folder, shownFolder);
    } catch (IOException e) {
      throw new AppLoadException(reference, "", "cannot be read: " + e.getMessage(), e);
    }
    this.entry = files.root().resolve(String.valueOf(real.getFileName()));
    this.failures = new Failures(files);
    this.context = ScriptContext.open(engine.shared(), new WithHostModules(files, hostModules));
    this.load =
        context
            .eval(STARTER)
            .execute(
                ProxyObject.fromMap(new LinkedHashMap<>(functions)),
                (ProxyExecutable) arguments -> loaded = true,
                (ProxyExecutable)
                    arguments -> {
                      loadFailure = failures.of(arguments[0], "");
                      return true;
                    });
  }

  /**
   * Runs the module's top level.
   *
   * @throws AppLoadException with the place of the mistake if it cannot be read or throws
   */
  public void load() {
    String shown = ModuleFiles.shown(entry);
    try {
      load.executeVoid(entry.toString().replace('\\', '/'));
    } catch (PolyglotException e) {
      AppFailure failure = failures.of(e, String.valueOf(e.getMessage()), shown);
      throw new AppLoadException(reference, failure.location(), failure.message(), e);
    }
    if (loadFailure != null) {
      throw new LoadFailure(reference, files, shown).of(loadFailure);
    }
    if (!loaded) {
      throw new AppLoadException(
          reference, shown, "the top level never ends: it awaits what cannot happen while loading");
    }
  }

  /**
   * @param thrown any value that code of the module threw
   * @return what it says and where, in the author's lines
   */
  public AppFailure failure(Value thrown) {
    return failures.of(thrown, "");
  }

  /**
   * @param thrown how the engine told of it
   * @return what it says and where, in the author's lines
   */
  public AppFailure failure(PolyglotException thrown) {
    Value object = thrown.getGuestObject();
    return object == null
        ? failures.of(thrown, String.valueOf(thrown.getMessage()), "")
        : failures.of(object, "");
  }

  /**
   * @param function a function of the module's
   * @return where it is written, as {@code file:line:column}, if it is in one of the author's files
   */
  public Optional<String> place(Value function) {
    return Optional.ofNullable(function.getSourceLocation()).flatMap(failures::place);
  }

  @Override
  public void close() {
    context.close(true);
  }

  /** The author's files, and beside them modules that are no files. */
  private static final class WithHostModules extends LentFiles {
    private static final String FOLDER = "/croupier-modules/";

    private final Map<Path, byte[]> texts = new LinkedHashMap<>();

    WithHostModules(ModuleFiles files, Map<String, String> modules) {
      super(files);
      modules.forEach((name, text) -> texts.put(path(name), text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Path path(String name) {
      return Path.of(FOLDER + name.replace(':', '/') + ".js");
    }

    @Override
    public Path parsePath(URI uri) {
      Path module = path(uri.toString());
      return texts.containsKey(module) ? module : super.parsePath(uri);
    }

    @Override
    public void checkAccess(Path path, Set<? extends AccessMode> modes, LinkOption... options)
        throws IOException {
      if (!texts.containsKey(path)) {
        super.checkAccess(path, modes, options);
      }
    }

    @Override
    public SeekableByteChannel newByteChannel(
        Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
        throws IOException {
      byte[] text = texts.get(path);
      return text == null
          ? super.newByteChannel(path, options, attributes)
          : new ByteArrayChannel(text);
    }

    @Override
    public Path toRealPath(Path path, LinkOption... options) throws IOException {
      return texts.containsKey(path) ? path : super.toRealPath(path, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
        throws IOException {
      byte[] text = texts.get(path);
      return text == null
          ? super.readAttributes(path, attributes, options)
          : Map.of("isRegularFile", true, "isDirectory", false, "size", (long) text.length);
    }
  }
}
