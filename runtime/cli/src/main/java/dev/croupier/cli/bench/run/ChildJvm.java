package dev.croupier.cli.bench.run;

import dev.croupier.cli.Croupier;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs commands of this Croupier in a JVM of their own, with the flags of this one. */
public final class ChildJvm {
  private static final List<String> COMPILER_FLAGS =
      List.of(
          "-XX:+EnableJVMCI",
          "-XX:CompilerDirectivesFile",
          "-XX:AOTCache",
          "--upgrade-module-path",
          "--module-path",
          "--add-modules",
          "-Dcroupier.js=");

  private ChildJvm() {}

  /**
   * @param compiled whether JavaScript may be compiled there; it is only if it is here
   * @param moreFlags further flags of the JVM
   * @param arguments Croupier's arguments
   * @return the command
   */
  public static List<String> command(
      boolean compiled, List<String> moreFlags, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      boolean kept = compiled || COMPILER_FLAGS.stream().noneMatch(flag::startsWith);
      if (kept && !flag.startsWith("-javaagent")) {
        command.add(flag);
      }
    }
    command.addAll(moreFlags);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Croupier.class.getName());
    command.addAll(arguments);
    return command;
  }

  /**
   * Lets a process end when this one is told to.
   *
   * @param process a process
   * @return the same
   */
  public static Process endingWithThis(Process process) {
    // Asked and not forced, so that it can end its own processes.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "croupier-bench-end"));
    return process;
  }

  /**
   * Runs a command to its end.
   *
   * @param command the command
   * @param patienceSeconds how long it may take
   * @return its exit code
   * @throws IOException if it cannot be started
   * @throws InterruptedException if the thread is interrupted
   * @throws BenchException if it takes longer
   */
  public static int run(List<String> command, long patienceSeconds)
      throws IOException, InterruptedException {
    Process process =
        endingWithThis(
            new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    try {
      if (!process.waitFor(patienceSeconds, TimeUnit.SECONDS)) {
        throw new BenchException(
            "a process of the benchmark did not end within " + patienceSeconds + " s");
      }
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }
}
