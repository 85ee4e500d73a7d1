package dev.croupier.script;

import dev.croupier.app.MessageTypes;
import dev.croupier.host.engine.App;
import dev.croupier.host.engine.AppInstance;
import dev.croupier.host.engine.AppLoadException;
import dev.croupier.host.engine.SeatView;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.jspecify.annotations.Nullable;

/**
 * One version of a script: its files as they were when it was loaded, and what it declared.
 *
 * @param reference as written in the configuration
 * @param entry virtual path of the module that has the handlers
 * @param files frozen
 * @param messages the declared message types
 * @param codeHash over all files
 * @param version what it calls itself, else the hash
 * @param engine shared with other apps
 * @param watchdog shared with other apps
 * @param limits for every turn
 * @param checked the script as it was opened to be checked, for the first instance; null once that
 *     has it
 */
record ScriptApp(
    String reference,
    Path entry,
    ModuleFiles files,
    MessageTypes messages,
    String codeHash,
    String version,
    Engine engine,
    Watchdog watchdog,
    ScriptLimits limits,
    AtomicReference<@Nullable OpenScript> checked)
    implements App {

  @Override
  public String name() {
    return String.valueOf(entry.getFileName());
  }

  @Override
  public Map<String, String> fileHashes() {
    Map<String, String> hashes = new TreeMap<>();
    files
        .texts()
        .forEach(
            (path, text) -> hashes.put(ModuleFiles.shown(path), ScriptEngine.hash(text.written())));
    return hashes;
  }

  @Override
  public Set<Path> watched() {
    return files.lookedFor();
  }

  @Override
  public AppInstance start(SeatView seat) {
    OpenScript first = checked.getAndSet(null);
    return new ScriptInstance(this, first == null ? opened() : first, seat);
  }

  private OpenScript opened() {
    OpenScript opened = OpenScript.open(engine, limits);
    load(opened.context());
    return opened;
  }

  /**
   * Opens a context and runs the top level of the app's modules in it.
   *
   * @param functions the host's side
   * @param recorder where reports of its turns go
   * @return the context, ready for turns
   * @throws AppLoadException if the top level fails
   */
  ScriptContext open(HostFunctions functions, TurnRecorder recorder) {
    ScriptContext context = new ScriptContext(engine, functions, recorder, limits);
    load(context);
    return context;
  }

  private void load(ScriptContext context) {
    load(reference, entry, files.frozen(), context, watchdog, limits);
  }

  /**
   * Runs the top level of an app's modules, and closes the context if that fails.
   *
   * @param context with the prelude alone
   * @throws AppLoadException if the top level fails
   */
  static void load(
      String reference,
      Path entry,
      ModuleFiles files,
      ScriptContext context,
      Watchdog watchdog,
      ScriptLimits limits) {
    boolean ready = false;
    try {
      run(reference, entry, files, context, watchdog, limits);
      ready = true;
    } finally {
      if (!ready) {
        context.close();
      }
    }
  }

  private static void run(
      String reference,
      Path entry,
      ModuleFiles files,
      ScriptContext context,
      Watchdog watchdog,
      ScriptLimits limits) {
    String shown = ModuleFiles.shown(entry);
    Watchdog.Watch watch =
        watchdog.watch(context.polyglot(), limits.loadTime(), limits.turnAllocationBytes());
    try {
      context.load(entry, files);
      watch.end();
    } catch (PolyglotException e) {
      String reason =
          switch (watch.end()) {
            case TIME -> "the top level was stopped after " + limits.loadTime().toMillis() + " ms";
            case ALLOCATION ->
                "the top level was stopped after allocating "
                    + (limits.turnAllocationBytes() >> 20)
                    + " MiB";
            case NONE -> String.valueOf(e.getMessage());
          };
      throw new AppLoadException(
          reference, context.failures().of(e, reason, shown).location(), reason, e);
    }
    if (context.loadFailure().isPresent()) {
      throw new LoadFailure(reference, files, shown).of(context.loadFailure().get());
    }
    if (context.exports().isEmpty()) {
      throw new AppLoadException(
          reference, shown, "the top level never ends: it awaits what cannot happen while loading");
    }
  }

  @Override
  public void close() {
    // Nothing else is held outside the instances' contexts.
    OpenScript unused = checked.getAndSet(null);
    if (unused != null) {
      unused.context().close();
    }
  }
}
