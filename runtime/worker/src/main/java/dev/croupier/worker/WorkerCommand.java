package dev.croupier.worker;

import dev.croupier.worker.child.WorkerMain;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a worker's process is started: with the Java and the class path of this one, with those of
 * its flags that the engines need, and with next to nothing of its environment, where keys may be.
 */
final class WorkerCommand {

  /** Flags of this process that a worker gets too: native access, and how code is compiled. */
  private static final List<String> PASSED_ON =
      List.of(
          "--enable-native-access",
          "--sun-misc-unsafe-memory-access",
          "--upgrade-module-path",
          "--module-path",
          "--add-modules",
          "-XX:+UnlockExperimentalVMOptions",
          "-XX:+EnableJVMCI",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:-DisplayVMOutput",
          "-XX:CompilerDirectivesFile",
          "-XX:AOTCache",
          "-XX:TieredStopAtLevel",
          "-Dpolyglot.",
          "-Dcroupier.js",
          "-Djava.io.tmpdir");

  /** What a Java process may need of the environment; none of it is a secret. */
  private static final Set<String> ENVIRONMENT =
      Set.of("LANG", "LC_ALL", "LC_CTYPE", "TZ", "HOME", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT");

  private WorkerCommand() {}

  /**
   * @param heapMb the heap's limit, megabytes
   * @return the process, not started
   */
  static ProcessBuilder of(int heapMb) {
    List<String> command = new ArrayList<>();
    command.add(java().toString());
    for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (PASSED_ON.stream().anyMatch(flag::startsWith)) {
        command.add(flag);
      }
    }
    command.addAll(
        List.of(
            "-Xmx" + heapMb + "m",
            "-Xms16m",
            "-XX:MaxDirectMemorySize=64m",
            "-XX:MaxMetaspaceSize=256m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            // Nothing but messages may come out of the pipe.
            "-XX:+DisplayVMOutputToStderr",
            "-Xlog:disable",
            "-Xlog:all=error:stderr",
            "-cp",
            System.getProperty("java.class.path", ""),
            WorkerMain.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment
        .keySet()
        .removeIf(name -> !ENVIRONMENT.contains(name.toUpperCase(java.util.Locale.ROOT)));
    return builder;
  }

  private static Path java() {
    Path bin = Path.of(System.getProperty("java.home", ""), "bin");
    Path windows = bin.resolve("java.exe");
    return File.separatorChar == '\\' && Files.exists(windows) ? windows : bin.resolve("java");
  }
}
