package dev.croupier.cli.bench.developer;

import dev.croupier.cli.bench.run.BenchException;
import dev.croupier.cli.bench.run.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts Croupier as a person does, and takes the time. */
final class Launches {
  private static final long PATIENCE_S = 120;
  private static final double NANOS_PER_MS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Path launcher = Path.of(System.getProperty("croupier.home", ""), "croupier");

  /** What is started, for people. */
  String description() {
    return installed() ? "the launcher, ./croupier" : "a JVM with this one's flags, no launcher";
  }

  private boolean installed() {
    return !System.getProperty("croupier.home", "").isEmpty() && Files.isExecutable(launcher);
  }

  private List<String> command(boolean compiled, List<String> arguments) {
    if (!installed()) {
      return ChildJvm.command(compiled, List.of(), arguments);
    }
    List<String> command = new ArrayList<>(List.of(launcher.toAbsolutePath().toString()));
    command.addAll(arguments);
    return command;
  }

  /**
   * @param folder where it runs
   * @return milliseconds to its end
   */
  double toEnd(Path folder, String... arguments) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    Process process = start(folder, false, arguments);
    process.getInputStream().readAllBytes();
    if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new BenchException("croupier " + String.join(" ", arguments) + " did not succeed");
    }
    return (System.nanoTime() - begun) / NANOS_PER_MS;
  }

  /**
   * @param folder where it runs
   * @param text what is waited for
   * @return milliseconds until it prints that
   */
  double toLine(Path folder, String text, String... arguments)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    Process process = start(folder, true, arguments);
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.contains(text)) {
          return (System.nanoTime() - begun) / NANOS_PER_MS;
        }
      }
      throw new BenchException(
          "croupier " + String.join(" ", arguments) + " ended and did not print \"" + text + "\"");
    } finally {
      process.destroy();
      if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }

  private Process start(Path folder, boolean compiled, String... arguments) throws IOException {
    return new ProcessBuilder(command(compiled, List.of(arguments)))
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .start();
  }
}
