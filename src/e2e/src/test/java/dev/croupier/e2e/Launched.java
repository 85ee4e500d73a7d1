package dev.croupier.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The real launcher as a process of its own, its output in files. */
final class Launched implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /**
   * For processes that live a few seconds: what the JVM and GraalJS do to run fast later would take
   * most of them.
   */
  private static final Map<String, String> SHORT_LIFE =
      Map.of("CROUPIER_JS", "interpreted", "CROUPIER_JAVA_OPTS", "-XX:TieredStopAtLevel=1");

  /** As people start it, with all compilers on. */
  static final Map<String, String> FULL_SPEED =
      Map.of("CROUPIER_JS", "compiled", "CROUPIER_JAVA_OPTS", "");

  private final Process process;
  private final Path out;
  private final Path err;

  private Launched(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Starts {@code ./croupier} with these arguments in a folder, which gets its output too. */
  static Launched croupier(Path folder, String... arguments) throws IOException {
    return croupier(folder, folder, Map.of(), List.of(arguments));
  }

  /** Starts {@code ./croupier} with these arguments in a folder. */
  static Launched croupier(Path folder, Path outputs, List<String> arguments) throws IOException {
    return croupier(folder, outputs, Map.of(), arguments);
  }

  /** Starts {@code ./croupier} with more environment variables. */
  static Launched croupier(Path folder, Map<String, String> environment, String... arguments)
      throws IOException {
    return croupier(folder, folder, environment, List.of(arguments));
  }

  private static Launched croupier(
      Path folder, Path outputs, Map<String, String> environment, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Project.file("croupier").toString());
    command.addAll(arguments);
    Path out = Files.createTempFile(outputs, "out", ".txt");
    Path err = Files.createTempFile(outputs, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(SHORT_LIFE);
    builder.environment().putAll(environment);
    builder.environment().put("CROUPIER_JAVA_HOME", System.getProperty("java.home"));
    return new Launched(builder.start(), out, err);
  }

  /** Waits for its end and gives its exit code. */
  int exitCode() throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("still running after " + PATIENCE + ":\n" + output() + errors());
    }
    return process.exitValue();
  }

  long pid() {
    return process.pid();
  }

  boolean running() {
    return process.isAlive();
  }

  /** Ends it at once, as a crash or {@code kill -9} would. */
  void kill() throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
  }

  String output() throws IOException {
    return Files.readString(out);
  }

  String errors() throws IOException {
    return Files.readString(err);
  }

  /** Ends it as Ctrl-C would, and waits for that. */
  @Override
  public void close() throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("does not stop:\n" + output() + errors());
    }
  }
}
