package dev.croupier.cli;

import dev.croupier.cli.config.ConfigException;
import dev.croupier.script.ScriptEngine;
import dev.croupier.script.ScriptLimits;
import dev.croupier.testkit.script.ScriptTests;
import dev.croupier.testkit.script.TestResult;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code croupier test}: the tests beside the apps. */
@Command(
    name = "test",
    description = {
      "Runs the tests of scripts: files named *.test.js or *.test.ts beside the app,",
      "which import { test, table, expect } from 'croupier:test'."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  croupier test                              all tests below scripts (or below this folder)",
      "  croupier test scripts/tic-tac-toe          those of one app",
      "  croupier test --seed 7 bot.test.js         one file, with another seed",
      "  croupier test --json | jq .status          one JSON object per test",
      "",
      "Exit codes: 0 all passed, 1 one failed, 3 there is no such file or no test."
    })
final class TestCommand implements Callable<Integer> {
  private static final Pattern TEST_FILE = Pattern.compile(".*\\.test\\.(js|mjs|ts)$");
  private static final Set<String> FOREIGN = Set.of("node_modules", "target");
  private static final String SCRIPTS = "scripts";

  private final Terminal terminal;

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description =
          "Test files, or folders to look for them in (default: scripts, or this folder).")
  private List<Path> paths = List.of();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Decides on what is left to chance where a test names no seed (default: 1).")
  private long seed = 1;

  @Option(names = "--json", description = "Print one JSON object per test instead of a report.")
  private boolean json;

  TestCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    Path here = Path.of("").toAbsolutePath();
    Set<Path> files = files(here);
    if (files.isEmpty()) {
      throw new ConfigException(
          "test",
          "there is no *.test.js or *.test.ts in " + shown(here) + "; see croupier test -h");
    }
    long start = System.nanoTime();
    TestReport report = json ? new JsonTestReport(terminal) : new TextTestReport(terminal, seed);
    try (ScriptEngine engine = new ScriptEngine(ScriptLimits.DEFAULTS)) {
      ScriptTests tests = new ScriptTests(engine, here, seed, System::nanoTime, report::printed);
      List<TestResult> results = new ArrayList<>();
      for (Path file : files) {
        Path shown = file.startsWith(here) ? here.relativize(file) : file;
        report.file(shown.toString().replace('\\', '/'));
        results.addAll(tests.run(file, report::ended));
      }
      report.summary(results, System.nanoTime() - start);
      return results.stream().anyMatch(result -> result.status() == TestResult.Status.FAILED)
          ? ExitCode.FAILED
          : ExitCode.DONE;
    }
  }

  private String shown(Path here) {
    return paths.isEmpty() ? here.toString() : paths.toString();
  }

  private Set<Path> files(Path here) throws IOException {
    Set<Path> files = new TreeSet<>();
    List<Path> places = paths;
    if (places.isEmpty()) {
      places = List.of(Files.isDirectory(here.resolve(SCRIPTS)) ? Path.of(SCRIPTS) : Path.of(""));
    }
    for (Path place : places) {
      Path whole = here.resolve(place).normalize();
      if (Files.isRegularFile(whole)) {
        files.add(whole);
      } else if (Files.isDirectory(whole)) {
        collect(whole, files);
      } else {
        throw new ConfigException("test", place + " does not exist");
      }
    }
    return files;
  }

  private static void collect(Path folder, Set<Path> files) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) {
            String name = String.valueOf(inner.getFileName());
            boolean foreign = FOREIGN.contains(name) || name.startsWith(".");
            return foreign && !inner.equals(folder)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (TEST_FILE.matcher(file.toString()).matches()) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
