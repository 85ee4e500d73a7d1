package dev.croupier.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** What a host and a plugin compare before they work together: the version of this API. */
public final class AppApi {

  private static final String VERSION = read();

  private AppApi() {}

  /**
   * The version of this API in the running host. A plugin names those it works with in its manifest
   * ({@code Plugin-Requires: >=0.1.0}).
   *
   * @return a semantic version, such as {@code 0.1.0}
   */
  public static String version() {
    return VERSION;
  }

  private static String read() {
    try (InputStream file =
        Objects.requireNonNull(
            AppApi.class.getResourceAsStream("app-api.properties"), "app-api.properties")) {
      Properties properties = new Properties();
      properties.load(file);
      return Objects.requireNonNull(properties.getProperty("version"), "version");
    } catch (IOException e) {
      throw new UncheckedIOException("app-api.properties", e);
    }
  }
}
