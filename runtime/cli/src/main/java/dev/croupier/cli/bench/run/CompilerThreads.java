package dev.croupier.cli.bench.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The processor time of a JVM's compilers: C1, C2, and Graal, which compiles JavaScript. A JVM does
 * not tell it, the Linux kernel does, by thread; so it is known on Linux only.
 *
 * <p>Compiling is paid once and not per turn. In a run of half a second the rest of it would be
 * charged to a few thousand turns, though a host goes on for days.
 */
public final class CompilerThreads {
  /** How their names begin; the kernel keeps 15 characters of each. */
  private static final List<String> NAMES =
      List.of("C1 Compiler", "C2 Compiler", "JVMCI", "TruffleCompiler", "libgraal");

  private final Path threads;

  /** Threads that have nothing more to compile end; what they used stays known. */
  private final Map<String, Long> nanosByThread = new HashMap<>();

  /** Of this process. */
  public CompilerThreads() {
    this("self");
  }

  /**
   * @param process another process; where it is no JVM, it has no compilers
   */
  public CompilerThreads(ProcessHandle process) {
    this(String.valueOf(process.pid()));
  }

  private CompilerThreads(String process) {
    threads = Path.of("/proc", process, "task");
  }

  /**
   * @return nanoseconds so far, 0 where the system does not tell
   */
  public synchronized long nanos() {
    if (Files.isDirectory(threads)) {
      try (DirectoryStream<Path> listed = Files.newDirectoryStream(threads)) {
        listed.forEach(this::read);
      } catch (IOException e) {
        throw new BenchException("the processor time of the compilers cannot be read", e);
      }
    }
    return nanosByThread.values().stream().mapToLong(Long::longValue).sum();
  }

  private void read(Path thread) {
    try {
      String name = Files.readString(thread.resolve("comm"), StandardCharsets.UTF_8);
      if (NAMES.stream().anyMatch(name::startsWith)) {
        String times = Files.readString(thread.resolve("schedstat"), StandardCharsets.UTF_8);
        long nanos = Long.parseLong(times.substring(0, times.indexOf(' ')));
        nanosByThread.put(thread.getFileName() + " " + name, nanos);
      }
    } catch (IOException ended) {
      // It was there when the folder was listed; what it used is known from the last time.
      return;
    }
  }
}
