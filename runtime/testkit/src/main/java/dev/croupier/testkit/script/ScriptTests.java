package dev.croupier.testkit.script;

import dev.croupier.app.CroupierException;
import dev.croupier.host.engine.AppLoadException;
import dev.croupier.host.turn.AppFailure;
import dev.croupier.script.ModuleRun;
import dev.croupier.script.ScriptEngine;
import dev.croupier.testkit.script.TestResult.Problem;
import dev.croupier.testkit.script.TestResult.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/**
 * Runs files of tests, each in a context of its own. A test fails if it throws, or if an app at one
 * of its tables does and the test has not asked for the failures.
 */
public final class ScriptTests {

  private static final String MODULE = resource("test.js");

  private final ScriptEngine engine;
  private final Path base;
  private final long seed;
  private final LongSupplier nanos;
  private final Consumer<String> printer;

  /**
   * @param engine runs the tests; their apps run in one of the test kit's
   * @param base the folder from which places in files are told
   * @param seed of tables whose tests name none
   * @param nanos real time, to tell how long tests took
   * @param printer takes what tests write to the console, line by line
   */
  public ScriptTests(
      ScriptEngine engine, Path base, long seed, LongSupplier nanos, Consumer<String> printer) {
    this.engine = engine;
    this.base = base.toAbsolutePath().normalize();
    this.seed = seed;
    this.nanos = nanos;
    this.printer = printer;
  }

  /**
   * @return the types of the module {@code croupier:test}, as a TypeScript declaration file
   */
  public static String declarations() {
    return resource("croupier-test.d.ts");
  }

  private static String resource(String name) {
    try (InputStream in = ScriptTests.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("resource " + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Declared(String name, Value body, String mode, String place) {}

  /**
   * Runs the tests of a file, in the order in which they are declared.
   *
   * @param file the file
   * @param each told of every test when it has ended
   * @return what came of them; a file that cannot be read, or has no tests, is one that failed
   */
  public List<TestResult> run(Path file, Consumer<TestResult> each) {
    Path whole = file.toAbsolutePath().normalize();
    String shown = shown(whole);
    Path folder = whole.getParent();
    List<TestResult> results = new ArrayList<>();
    Consumer<TestResult> told = results::add;
    told = told.andThen(each);
    List<Declared> tests = new ArrayList<>();
    try (TableCalls tables = new TableCalls(folder == null ? base : folder, base, seed, printer);
        ModuleRun module = open(whole, tests, tables)) {
      module.load();
      if (tests.isEmpty()) {
        throw new AppLoadException(
            shown, shown, "has no tests; write test('what should be so', () => { … })");
      }
      boolean only = tests.stream().anyMatch(test -> test.mode().equals("only"));
      for (Declared test : tests) {
        String place = module.place(test.body()).orElse(test.place());
        if (test.mode().equals("skip") || (only && !test.mode().equals("only"))) {
          told.accept(
              new TestResult(
                  shown, test.name(), place, Status.SKIPPED, Duration.ZERO, Optional.empty()));
        } else {
          told.accept(run(shown, test, place, module, tables));
        }
      }
    } catch (CroupierException e) {
      told.accept(unreadable(shown, e));
    }
    return results;
  }

  private static TestResult unreadable(String shown, CroupierException error) {
    String place = error instanceof AppLoadException load ? load.location() : "";
    return new TestResult(
        shown,
        "",
        place,
        Status.FAILED,
        Duration.ZERO,
        Optional.of(
            new Problem(
                String.valueOf(error.getMessage()),
                place,
                "",
                Optional.empty(),
                Optional.empty(),
                "")));
  }

  private String shown(Path file) {
    Path shown = file.startsWith(base) ? base.relativize(file) : file;
    return shown.toString().replace('\\', '/');
  }

  private ModuleRun open(Path file, List<Declared> tests, TableCalls tables) {
    ProxyExecutable declare =
        arguments -> {
          tests.add(
              new Declared(arguments[0].asString(), arguments[1], arguments[2].asString(), ""));
          return true;
        };
    ProxyExecutable ask = arguments -> tables.ask(arguments[0].asString(), arguments[1].asString());
    Path folder = file.getParent();
    return ModuleRun.open(
        engine,
        file,
        folder == null ? "" : shown(folder),
        Map.of("croupier:test", MODULE),
        Map.of("test", declare, "ask", ask));
  }

  private TestResult run(
      String shown, Declared test, String place, ModuleRun module, TableCalls tables) {
    long start = nanos.getAsLong();
    Optional<Problem> problem = Optional.empty();
    try {
      problem = call(test.body(), module);
      if (problem.isEmpty()) {
        problem = tables.failure();
      }
    } catch (PolyglotException e) {
      problem = Optional.of(problem(module.failure(e), e.getGuestObject()));
    }
    Optional<Problem> told = problem.map(found -> withTranscript(found, tables.transcripts()));
    tables.closeAll();
    return new TestResult(
        shown,
        test.name(),
        place,
        told.isEmpty() ? Status.PASSED : Status.FAILED,
        Duration.ofNanos(nanos.getAsLong() - start),
        told);
  }

  /** Calls a test; all that it can await happens before this returns. */
  private static Optional<Problem> call(Value body, ModuleRun module) {
    if (!body.canExecute()) {
      return Optional.of(
          new Problem(
              "a test needs a function: test('what should be so', () => { … })",
              "",
              "",
              Optional.empty(),
              Optional.empty(),
              ""));
    }
    Value result = body.execute();
    if (!result.canInvokeMember("then")) {
      return Optional.empty();
    }
    List<Optional<Problem>> ended = new ArrayList<>();
    ProxyExecutable done = arguments -> ended.add(Optional.empty());
    ProxyExecutable failed =
        arguments -> ended.add(Optional.of(problem(module.failure(arguments[0]), arguments[0])));
    result.invokeMember("then", done, failed);
    return ended.isEmpty()
        ? Optional.of(
            new Problem(
                "the test never ends: it awaits something that does not come",
                module.place(body).orElse(""),
                "",
                Optional.empty(),
                Optional.empty(),
                ""))
        : ended.getFirst();
  }

  private static Problem problem(AppFailure failure, @Nullable Value thrown) {
    return new Problem(
        failure.message(),
        failure.location(),
        failure.trace(),
        text(thrown, "expected"),
        text(thrown, "actual"),
        "");
  }

  private static Optional<String> text(@Nullable Value thrown, String member) {
    Value value = thrown == null || !thrown.hasMembers() ? null : thrown.getMember(member);
    return value != null && value.isString() ? Optional.of(value.asString()) : Optional.empty();
  }

  private static Problem withTranscript(Problem problem, String transcript) {
    return new Problem(
        problem.message(),
        problem.place(),
        problem.trace(),
        problem.expected(),
        problem.actual(),
        transcript);
  }
}
