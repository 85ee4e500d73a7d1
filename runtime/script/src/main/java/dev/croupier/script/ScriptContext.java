package dev.croupier.script;

import dev.croupier.host.turn.AppFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.FileSystem;
import org.graalvm.polyglot.io.IOAccess;
import org.jspecify.annotations.Nullable;

/**
 * One JavaScript world: the prelude and an app's modules, with no way out but the host functions.
 * Used by one thread at a time.
 */
final class ScriptContext {
  private static final List<Source> PRELUDE =
      List.of(
          prelude("core"),
          prelude("globals"),
          prelude("calls"),
          prelude("client"),
          prelude("chance"),
          prelude("turns"));

  private final LentFiles files = new LentFiles(ModuleFiles.none());
  private final Context context;
  private final TurnRecorder recorder;
  private final Value begin;
  private final Value finish;
  private final Value abort;
  private final Value load;
  private final Map<String, String> handlerPlaces = new HashMap<>();
  private final ToldSessions told = new ToldSessions();
  private volatile String handlerPlace = "";
  private Failures failures = new Failures(ModuleFiles.none());
  private @Nullable Value namespace;
  private @Nullable String inlineMessages;
  private @Nullable AppFailure loadFailure;

  /**
   * Opens a context and runs the prelude, but no author's code yet.
   *
   * @param engine shared by all contexts
   * @param functions what the prelude may call; gets the observers of this context added
   * @param recorder where reports go
   * @param limits lengths the prelude checks
   */
  ScriptContext(
      Engine engine, HostFunctions functions, TurnRecorder recorder, ScriptLimits limits) {
    this.recorder = recorder;
    this.context = open(engine, files);
    functions.observe("handlerIs", this::handlerIs);
    functions.observe("loaded", arguments -> namespace = arguments[0]);
    functions.observe("messages", arguments -> inlineMessages = arguments[0].asString());
    functions.observe("loadFailed", arguments -> loadFailure = failures.of(arguments[0], ""));
    functions.observe(
        "failed",
        arguments -> recorder.fail(failures.of(arguments[0], placeOfHandler(arguments[1]))));
    functions.observe(
        "unhandled",
        arguments -> recorder.report(failures.of(arguments[0], placeOfHandler(arguments[1]))));
    Value core =
        context
            .eval(PRELUDE.get(0))
            .execute(functions.object(), limits.maxMessageChars(), limits.maxStateChars());
    Value globals = context.eval(PRELUDE.get(1)).execute(core);
    Value calls = context.eval(PRELUDE.get(2)).execute(core);
    Value client = context.eval(PRELUDE.get(3)).execute(core, globals, calls);
    context.eval(PRELUDE.get(4)).executeVoid(core);
    Value turns = context.eval(PRELUDE.get(5)).execute(core, globals, client);
    this.load = turns.getMember("load");
    this.begin = turns.getMember("begin");
    this.finish = turns.getMember("finish");
    this.abort = turns.getMember("abort");
  }

  /**
   * Opens a confined context without a prelude.
   *
   * @param engine shared by all contexts
   * @param files what modules can be read
   */
  static Context open(Engine engine, FileSystem files) {
    return Context.newBuilder("js")
        .engine(engine)
        .allowExperimentalOptions(true)
        .allowHostAccess(HostAccess.EXPLICIT)
        .allowPolyglotAccess(PolyglotAccess.NONE)
        .allowEnvironmentAccess(EnvironmentAccess.NONE)
        .allowCreateProcess(false)
        .allowCreateThread(false)
        .allowNativeAccess(false)
        .allowIO(IOAccess.newBuilder().fileSystem(files).build())
        .timeZone(ZoneOffset.UTC)
        .option("js.locale", "en-US")
        .option("js.unhandled-rejections", "handler")
        .option("js.text-encoding", "true")
        .option("js.load", "false")
        .option("js.print", "false")
        .option("js.console", "false")
        .option("js.atomics", "false")
        .option("js.global-arguments", "false")
        .option("js.polyglot-builtin", "false")
        .option("js.java-package-globals", "false")
        .option("js.shared-array-buffer", "false")
        .option("js.string-length-limit", "16000000")
        .option("js.max-typed-array-length", "64000000")
        .build();
  }

  private static Source prelude(String name) {
    try (InputStream in = ScriptContext.class.getResourceAsStream(name + ".js")) {
      if (in == null) {
        throw new IOException("resource " + name + ".js is missing");
      }
      return Source.newBuilder(
              "js", new String(in.readAllBytes(), StandardCharsets.UTF_8), "croupier:" + name)
          .internal(true)
          .cached(true)
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Context polyglot() {
    return context;
  }

  Failures failures() {
    return failures;
  }

  /**
   * Runs a module's top level to its end.
   *
   * @param entry virtual path
   * @param files what this module and others can be read from
   */
  void load(Path entry, ModuleFiles files) {
    this.files.lend(files);
    failures = new Failures(files);
    load.executeVoid(entry.toString().replace('\\', '/'));
  }

  /**
   * @return the module's exports, or empty if its top level has failed or never ended
   */
  Optional<Value> exports() {
    return Optional.ofNullable(namespace);
  }

  /**
   * @return the export {@code messages} as JSON if it is an object
   */
  Optional<String> inlineMessages() {
    return Optional.ofNullable(inlineMessages);
  }

  /**
   * @return why the top level failed, or empty
   */
  Optional<AppFailure> loadFailure() {
    return Optional.ofNullable(loadFailure);
  }

  /**
   * Lets the prelude react to an input and runs until no microtask is left.
   *
   * @param handler the handler the input is for, {@code ""} if none
   * @param arguments as in the prelude's {@code begin}
   */
  void begin(String handler, @Nullable Object... arguments) {
    handlerPlace = handlerPlaces.getOrDefault(handler, "");
    begin.executeVoid(arguments);
  }

  /**
   * @return {@code unchanged}, {@code failed}, {@code kept}, or the session's new state as JSON
   */
  String finish() {
    return finish.execute().asString();
  }

  /**
   * What the prelude has been told of sessions, so that unchanged texts need not cross again.
   *
   * @return the books, to be kept right by whoever runs the turns
   */
  ToldSessions told() {
    return told;
  }

  /**
   * @return where the handler that runs now is declared, {@code ""} if none does; for any thread
   */
  String handlerPlace() {
    return handlerPlace;
  }

  /** Takes back what an interrupted turn has done to the prelude's books. */
  void abort() {
    abort.execute();
  }

  /**
   * @param thrown how the engine tells that it stopped the script
   * @param message what to say
   */
  void reportStopped(PolyglotException thrown, String message) {
    AppFailure failure;
    try {
      failure = failures.of(thrown, message, handlerPlace);
    } catch (PolyglotException closed) {
      // A context closed under the script may not say any more where that was.
      failure = new AppFailure(message, handlerPlace, "");
    }
    recorder.fail(failure);
  }

  /**
   * Keeps where a handler is declared, for errors that know no place. The prelude tells it before
   * it first calls the handler, since a closed context tells nothing.
   */
  private void handlerIs(Value... arguments) {
    var section = arguments[1].getSourceLocation();
    handlerPlace = section == null ? "" : failures.place(section).orElse("");
    handlerPlaces.put(arguments[0].asString(), handlerPlace);
  }

  /** The handler that was run, or that made the call which is being answered. */
  private String placeOfHandler(Value name) {
    return handlerPlaces.getOrDefault(name.asString(), "");
  }

  void close() {
    context.close(true);
  }
}
