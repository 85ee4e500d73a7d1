package dev.croupier.cli.bench.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The programs that benchmarks run, as they are in Croupier's archive. */
public final class Resources {
  private static final String PLACE = "/dev/croupier/cli/bench/";

  private Resources() {}

  /**
   * @param name a file's name
   * @return what is in it
   * @throws IOException if it cannot be read
   * @throws BenchException if there is none
   */
  public static byte[] bytes(String name) throws IOException {
    try (InputStream in = Resources.class.getResourceAsStream(PLACE + name)) {
      if (in == null) {
        throw new BenchException("the file " + name + " is missing in this Croupier");
      }
      return in.readAllBytes();
    }
  }

  /**
   * Writes files into a folder.
   *
   * @param folder where
   * @param names which
   * @throws IOException if they cannot be written
   */
  public static void copy(Path folder, String... names) throws IOException {
    for (String name : names) {
      Files.write(folder.resolve(name), bytes(name));
    }
  }
}
