package dev.croupier.cli.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder for the time of a benchmark, deleted when closed.
 *
 * @param path where it is
 */
public record Folder(Path path) implements AutoCloseable {

  /**
   * @return a new folder where temporary files go
   * @throws IOException if it cannot be made
   */
  public static Folder temporary() throws IOException {
    return new Folder(Files.createTempDirectory("croupier-bench"));
  }

  /**
   * @param name a name
   * @param text what to write
   * @return the file
   * @throws IOException if it cannot be written
   */
  public Path write(String name, String text) throws IOException {
    return Files.writeString(path.resolve(name), text);
  }

  @Override
  public void close() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(path)) {
      files = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
