package dev.croupier.script;

import dev.croupier.app.MessageTypes;
import dev.croupier.host.engine.App;
import dev.croupier.host.engine.AppEngine;
import dev.croupier.host.engine.AppLoadException;
import dev.croupier.host.engine.AppSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * Runs JavaScript and TypeScript apps. One engine serves a whole host: compiled code is shared by
 * all its apps and instances. Safe for use by many threads.
 *
 * <p>An app is an ES module that exports {@code messages} and handlers; what scripts find there and
 * what they do not is told in the guide to writing scripts. This contains faults; it does not
 * isolate hostile code, see {@link ScriptLimits}.
 */
public final class ScriptEngine implements AppEngine {

  /** The kind of its apps. */
  public static final String KIND = "script";

  /**
   * What is compiled, and when.
   *
   * <p>The size of a piece is a fifth of the compiler's own choice. Handlers are short and reach
   * the same speed, but in half of the compiler's time and a third of the wait for it: a turn goes
   * through the prelude in many steps, each of which was compiled together with all that comes
   * after it.
   *
   * <p>A function is compiled for the first time after 4,000 calls instead of 400, so that a host
   * that starts has the processors to itself; the compiling that makes it fast comes after 10,000
   * calls as ever.
   */
  private static final Map<String, String> COMPILING =
      Map.of(
          "compiler.InliningExpansionBudget", "2500",
          "compiler.InliningInliningBudget", "2500",
          "engine.FirstTierCompilationThreshold", "4000");

  private static final List<String> EXTENSIONS = List.of(".js", ".mjs", ".ts");

  private final Watchdog watchdog;
  private final ScriptLimits limits;
  private final Optional<Debugger> debugger;
  private final AtomicReference<@Nullable OpenScript> spare = new AtomicReference<>();
  private @Nullable Engine engine;

  /**
   * Makes an engine, which starts with the first app or {@link #getReady}; the first one in a
   * process takes about a second for it.
   *
   * @param limits for every turn of every script
   */
  public ScriptEngine(ScriptLimits limits) {
    this.limits = limits;
    this.watchdog = new Watchdog(true);
    this.debugger = Optional.empty();
  }

  private ScriptEngine(ScriptLimits limits, int debuggerPort) {
    this.limits = limits;
    this.watchdog = new Watchdog(false);
    Debugger.Opened opened = Debugger.open(builder(), debuggerPort);
    this.engine = opened.engine();
    this.debugger = Optional.of(opened.debugger());
  }

  /**
   * Starts an engine whose scripts can be debugged. A turn may take as long as its author thinks,
   * so limits of time and allocation are off; the others hold.
   *
   * @param limits for every turn of every script
   * @param port on the loopback interface; 0 takes a free one
   * @return the engine, which has a {@link #debugger}
   * @throws Debugger.DebuggerException if the port cannot be had
   */
  public static ScriptEngine debugged(ScriptLimits limits, int port) {
    return new ScriptEngine(limits, port);
  }

  private static Engine open() {
    // The launcher says so. An engine that cannot compile refuses the compiler's options.
    if ("compiled".equals(System.getProperty("croupier.js"))) {
      try {
        return builder().options(COMPILING).build();
      } catch (IllegalArgumentException cannotCompile) {
        return builder().build();
      }
    }
    return builder().build();
  }

  private static Engine.Builder builder() {
    return Engine.newBuilder("js")
        .allowExperimentalOptions(true)
        .option("engine.WarnInterpreterOnly", "false");
  }

  /**
   * @return where a debugger connects; empty unless the engine was made for it
   */
  public Optional<Debugger> debugger() {
    return debugger;
  }

  /**
   * Starts the engine and opens a context for the app that is loaded next, which takes as long as
   * all the rest of loading. The context is like any other: it knows no app and no seat yet.
   */
  @Override
  public void getReady() {
    if (spare.get() == null) {
      OpenScript opened = OpenScript.open(shared(), limits);
      if (!spare.compareAndSet(null, opened)) {
        opened.context().close();
      }
    }
  }

  private OpenScript ready() {
    OpenScript opened = spare.getAndSet(null);
    return opened == null ? OpenScript.open(shared(), limits) : opened;
  }

  /**
   * Whether JavaScript is compiled to machine code. It is if the JVM was started with the flags for
   * it; interpreted code does the same more slowly.
   *
   * @return {@code compiled} or {@code interpreted}
   */
  public String jsMode() {
    return shared().getImplementationName().toLowerCase(Locale.ROOT).contains("interpreted")
        ? "interpreted"
        : "compiled";
  }

  /**
   * Finds a {@code .js}, {@code .mjs} or {@code .ts} file, the same named without its extension, or
   * a folder with an {@code index} file.
   *
   * @param base the folder references are relative to
   * @param reference as written in the configuration
   * @return the script, or empty if there is none
   */
  @Override
  public Optional<AppSource> find(Path base, String reference) {
    Path named;
    try {
      named = base.resolve(reference).normalize();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
    if (named.getFileName() == null || reference.contains("#")) {
      return Optional.empty();
    }
    if (isScript(named)) {
      return Optional.of(new AppSource(reference, KIND, named, ""));
    }
    for (String extension : EXTENSIONS) {
      Path file = named.resolveSibling(named.getFileName() + extension);
      if (isScript(file)) {
        return Optional.of(new AppSource(reference, KIND, file, ""));
      }
    }
    for (String extension : EXTENSIONS) {
      Path file = named.resolve("index" + extension);
      if (isScript(file)) {
        return Optional.of(new AppSource(reference, KIND, file, ""));
      }
    }
    return Optional.empty();
  }

  private static boolean isScript(Path file) {
    String name = file.toString();
    return EXTENSIONS.stream().anyMatch(name::endsWith)
        && !name.endsWith(".d.ts")
        && Files.isRegularFile(file);
  }

  @Override
  public App load(AppSource source) {
    ModuleFiles files = files(source);
    Path entry = files.root().resolve(String.valueOf(source.path().getFileName()));
    try {
      return loaded(source, files, entry);
    } catch (AppLoadException e) {
      e.watch(files.lookedFor());
      throw e;
    }
  }

  private App loaded(AppSource source, ModuleFiles files, Path entry) {
    OpenScript opened = ready();
    ScriptContext context = opened.context();
    ScriptApp.load(source.reference(), entry, files, context, watchdog, limits);
    boolean good = false;
    try {
      Value exports = context.exports().orElseThrow();
      Declarations declarations = new Declarations(source.reference(), entry, files);
      MessageTypes messages = declarations.read(exports, context.inlineMessages());
      String hash = hash(files.texts());
      String version = declarations.version(exports).orElse(hash);
      files.freeze();
      good = true;
      return new ScriptApp(
          source.reference(),
          entry,
          files.frozen(),
          messages,
          hash,
          version,
          shared(),
          watchdog,
          limits,
          new AtomicReference<>(opened));
    } finally {
      if (!good) {
        context.close();
      }
    }
  }

  private static ModuleFiles files(AppSource source) {
    Path file = source.path().toAbsolutePath().normalize();
    Path folder = file.getParent();
    try {
      if (folder == null) {
        throw new IOException("not a file in a folder");
      }
      return ModuleFiles.reading(folder, shownFolder(source.reference(), file, folder));
    } catch (IOException e) {
      throw new AppLoadException(source.reference(), "", "cannot be read: " + e.getMessage(), e);
    }
  }

  /** The folder as the reference names it, so that places in files read as in the configuration. */
  private static String shownFolder(String reference, Path file, Path folder) {
    Path named = Path.of(reference).normalize();
    if (named.isAbsolute() || named.startsWith("..")) {
      return String.valueOf(folder.getFileName());
    }
    boolean namesFile = stem(named).equals(stem(file));
    Path shown = namesFile ? named.getParent() : named;
    return shown == null ? "" : shown.toString().replace('\\', '/');
  }

  private static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    for (String extension : EXTENSIONS) {
      if (name.endsWith(extension)) {
        return name.substring(0, name.length() - extension.length());
      }
    }
    return name;
  }

  private static String hash(Map<Path, ModuleText> texts) {
    MessageDigest digest = sha256();
    texts.forEach(
        (path, text) -> {
          String head = ModuleFiles.shown(path) + "\0" + text.written().length + "\0";
          digest.update(head.getBytes(StandardCharsets.UTF_8));
          digest.update(text.written());
        });
    return HexFormat.of().formatHex(digest.digest());
  }

  static String hash(byte[] content) {
    return HexFormat.of().formatHex(sha256().digest(content));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new LinkageError("every JDK has SHA-256", e);
    }
  }

  /**
   * @return what compiles code and shares it between contexts
   */
  synchronized Engine shared() {
    Engine started = engine;
    if (started == null) {
      started = open();
      engine = started;
    }
    return started;
  }

  @Override
  public synchronized void close() {
    watchdog.close();
    if (engine != null) {
      engine.close(true);
    }
  }
}
