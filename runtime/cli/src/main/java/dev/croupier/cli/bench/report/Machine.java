package dev.croupier.cli.bench.report;

import dev.croupier.cli.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Where and with what something was measured. */
public final class Machine {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final long MEBIBYTE = 1L << 20;

  private Machine() {}

  /**
   * @return machine, Java and Croupier, for the head of a report; more may be added
   */
  public static Map<String, String> describe() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put(
        "Machine",
        processor()
            + Runtime.getRuntime().availableProcessors()
            + " cores, "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"));
    words.put(
        "Java",
        Runtime.version()
            + ", "
            + System.getProperty("java.vm.vendor", "unknown")
            + ", heap up to "
            + Runtime.getRuntime().maxMemory() / MEBIBYTE
            + " MiB");
    words.put("Croupier", Version.text());
    return words;
  }

  private static String processor() {
    if (!Files.isReadable(CPU_INFO)) {
      return "";
    }
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip() + ", ")
          .orElse("");
    } catch (IOException e) {
      return "processor unknown (" + e.getMessage() + "), ";
    }
  }
}
