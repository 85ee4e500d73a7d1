package dev.croupier.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Which Croupier this is; the build writes it. */
public final class Version implements IVersionProvider {

  /**
   * @return the version, such as {@code 0.1.0}
   */
  public static String text() {
    return of("version");
  }

  /**
   * @param part {@code version}, or a library authors build with: {@code pf4j}, {@code jspecify}
   * @return its version
   */
  static String of(String part) {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("/croupier-version.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty(part, "unknown");
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "croupier " + text(),
      "Java "
          + Runtime.version()
          + ", "
          + System.getProperty("os.name")
          + " "
          + System.getProperty("os.arch")
    };
  }
}
