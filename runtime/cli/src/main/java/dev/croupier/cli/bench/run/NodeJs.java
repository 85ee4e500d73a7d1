package dev.croupier.cli.bench.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Node.js and the programs for it that belong to the benchmarks. */
public final class NodeJs {
  private static final long QUESTION_S = 20;
  private static final long INSTALL_S = 300;
  private static final int OLDEST = 20;

  private NodeJs() {}

  /**
   * @return what {@code node --version} says, empty if there is none that is new enough
   * @throws InterruptedException if the thread is interrupted
   */
  public static Optional<String> version() throws InterruptedException {
    try {
      Process node =
          new ProcessBuilder("node", "--version")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String text =
          new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!node.waitFor(QUESTION_S, TimeUnit.SECONDS) || node.exitValue() != 0) {
        return Optional.empty();
      }
      String major = text.replaceAll("^v(\\d+).*", "$1");
      return Integer.parseInt(major) >= OLDEST ? Optional.of(text) : Optional.empty();
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * Finds the programs and installs the libraries they need, unless that was done before.
   *
   * @return the folder of the programs
   * @throws BenchException if Node.js, npm or the programs are not there
   * @throws IOException if npm cannot be started
   * @throws InterruptedException if the thread is interrupted
   */
  public static Path programs() throws IOException, InterruptedException {
    Path folder = folder();
    Path marker = folder.resolve("node_modules/.package-lock.json");
    Path lock = folder.resolve("package-lock.json");
    boolean installed =
        Files.exists(marker)
            && Files.getLastModifiedTime(marker).compareTo(Files.getLastModifiedTime(lock)) >= 0;
    if (!installed) {
      install(folder);
    }
    return folder;
  }

  /**
   * @return the folder of the programs, whose libraries may be missing
   * @throws BenchException if Node.js or the programs are not there
   * @throws InterruptedException if the thread is interrupted
   */
  public static Path folder() throws InterruptedException {
    if (version().isEmpty()) {
      throw new BenchException(
          "there is no node on the path, or it is older than "
              + OLDEST
              + ": what is compared with Node.js needs it");
    }
    Path folder = Path.of(System.getProperty("croupier.home", "."), "src/benchmarks/typescript");
    if (!Files.exists(folder.resolve("package.json"))) {
      throw new BenchException(
          folder
              + " is not there: what is compared with Node.js needs a source checkout, started by its ./croupier");
    }
    return folder;
  }

  private static void install(Path folder) throws IOException, InterruptedException {
    Process npm;
    try {
      npm =
          new ProcessBuilder(List.of("npm", "ci", "--silent", "--no-audit", "--no-fund"))
              .directory(folder.toFile())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException e) {
      throw new BenchException("npm is needed to install the SDK, and cannot be started", e);
    }
    if (!npm.waitFor(INSTALL_S, TimeUnit.SECONDS) || npm.exitValue() != 0) {
      npm.destroyForcibly();
      throw new BenchException("npm ci did not succeed in " + folder + "; see above");
    }
  }
}
