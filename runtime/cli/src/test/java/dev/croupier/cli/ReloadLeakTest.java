package dev.croupier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.croupier.cli.bench.reload.ReloadBench;
import dev.croupier.cli.bench.reload.ReloadedApp;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole host whose app is saved again and again in mid-game keeps nothing of the old versions: no
 * contexts, no class loaders, no classes, no files.
 */
class ReloadLeakTest {
  /** The version that runs, the one before while it lingers, and one that is being made. */
  private static final int VERSIONS_ALIVE = 3;

  /** The journal in memory and the compiler's caches fill up meanwhile. */
  private static final long ALLOWED_BYTES = 64L << 20;

  /** Where Linux lists them. */
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  @TempDir private Path folder;

  @Test
  void someScriptReloads_keepNothing() throws Exception {
    scriptReloads(50);
  }

  @Test
  void somePluginReloads_keepNothing() throws Exception {
    pluginReloads(20);
  }

  @Test
  @Tag("long")
  void thousandScriptReloads_keepNothing() throws Exception {
    scriptReloads(1_000);
  }

  @Test
  @Tag("long")
  void twoHundredPluginReloads_keepNothing() throws Exception {
    pluginReloads(200);
  }

  private void scriptReloads(int times) throws Exception {
    try (ReloadBench play = new ReloadBench(ReloadedApp.SCRIPT, folder)) {
      reload(play, times);
      // Two seats, each version with one context.
      awaitInstances("dev.croupier.script.ScriptContext", 2 * VERSIONS_ALIVE);
      awaitInstances("dev.croupier.host.AppRun", 2 * VERSIONS_ALIVE);
    }
  }

  private void pluginReloads(int times) throws Exception {
    Set<Path> copies = Set.of();
    try (ReloadBench play = new ReloadBench(ReloadedApp.PLUGIN, folder)) {
      reload(play, times);
      awaitInstances("dev.croupier.plugin.LoadedPlugin", VERSIONS_ALIVE);
      awaitInstances("org.pf4j.PluginClassLoader", VERSIONS_ALIVE);
      if (Files.isDirectory(OPEN_FILES)) {
        copies = openCopies();
        assertThat(copies).hasSizeBetween(1, VERSIONS_ALIVE);
        Path workFolder = copies.iterator().next().resolve("../..").normalize();
        try (Stream<Path> kept = Files.list(workFolder)) {
          assertThat(kept).hasSizeLessThanOrEqualTo(VERSIONS_ALIVE);
        }
      }
    }
    assertThat(copies).noneMatch(Files::exists);
  }

  /** The private copies of plugins that this process has open. */
  private static Set<Path> openCopies() throws IOException {
    Set<Path> copies = new HashSet<>();
    try (Stream<Path> open = Files.list(OPEN_FILES)) {
      for (Path descriptor : open.toList()) {
        if (Files.isSymbolicLink(descriptor)) {
          Path file = Files.readSymbolicLink(descriptor);
          if (file.toString().contains("croupier-plugins-")) {
            copies.add(file);
          }
        }
      }
    }
    return copies;
  }

  private static void reload(ReloadBench play, int times) throws Exception {
    for (int i = 0; i < times / 5; i++) {
      play.reload();
    }
    long heapBefore = usedHeap();
    int classesBefore = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
    for (int i = 0; i < times; i++) {
      play.reload();
    }
    assertThat(usedHeap() - heapBefore)
        .as("bytes of heap after %d reloads", times)
        .isLessThan(ALLOWED_BYTES);
    assertThat(ManagementFactory.getClassLoadingMXBean().getLoadedClassCount() - classesBefore)
        .as("loaded classes after %d reloads", times)
        .isLessThan(Math.max(200, times / 2));
  }

  private static void awaitInstances(String type, int most) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(
            () -> assertThat(instances(type)).as("instances of " + type).isBetween(1, most));
  }

  /** Counts what is reachable, after a full collection. */
  private static int instances(String type) throws JMException {
    Object histogram =
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "gcClassHistogram",
                new Object[] {new String[0]},
                new String[] {String[].class.getName()});
    Matcher line =
        Pattern.compile(
                "^ *\\d+: +(\\d+) +\\d+ +" + Pattern.quote(type) + "(?= |$)", Pattern.MULTILINE)
            .matcher(String.valueOf(histogram));
    int found = 0;
    while (line.find()) {
      found += Integer.parseInt(line.group(1));
    }
    return found;
  }

  private static long usedHeap() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
