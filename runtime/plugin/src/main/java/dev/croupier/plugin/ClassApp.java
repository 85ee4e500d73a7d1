package dev.croupier.plugin;

import dev.croupier.app.MessageTypes;
import dev.croupier.app.SessionApp;
import dev.croupier.host.engine.App;
import dev.croupier.host.engine.AppInstance;
import dev.croupier.host.engine.AppLoadException;
import dev.croupier.host.engine.SeatView;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Supplier;

/**
 * An app whose class is on this JVM's own class path: an author's tests run it where it was
 * compiled, without an archive.
 *
 * @param type the app's class
 * @param maker makes an object for each seat
 * @param messages its message types
 * @param version what it calls itself, else the hash
 * @param codeHash over the class's file
 * @param own finds the classes that were compiled together with the app's, to tell whose line threw
 */
public record ClassApp(
    Class<? extends SessionApp> type,
    Supplier<? extends SessionApp> maker,
    MessageTypes messages,
    String version,
    String codeHash,
    URLClassLoader own)
    implements App {

  /**
   * @param type the app's class
   * @param maker makes an object for each seat, and one more that is only asked for messages and
   *     version
   * @return the app
   * @throws AppLoadException if they cannot be had
   */
  public static ClassApp of(
      Class<? extends SessionApp> type, Supplier<? extends SessionApp> maker) {
    SessionApp probe = maker.get();
    MessageTypes messages = read(type, "messages()", probe::messages);
    String version = read(type, "version()", probe::version);
    String hash = hash(type);
    return new ClassApp(
        type, maker, messages, version.isBlank() ? hash : version, hash, loaderOf(type));
  }

  private static <T> T read(Class<?> type, String method, Supplier<T> declaration) {
    T declared;
    try {
      declared = declaration.get();
    } catch (RuntimeException e) {
      throw new AppLoadException(type.getName(), type.getName(), method + " threw " + e, e);
    }
    if (declared == null) {
      throw new AppLoadException(type.getName(), type.getName(), method + " returned null");
    }
    return declared;
  }

  private static URLClassLoader loaderOf(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    URL[] place = source == null ? new URL[0] : new URL[] {source.getLocation()};
    return new URLClassLoader(place, type.getClassLoader());
  }

  private static String hash(Class<?> type) {
    String file = type.getName().replace('.', '/') + ".class";
    try (InputStream code =
        type.getClassLoader() == null ? null : type.getClassLoader().getResourceAsStream(file)) {
      byte[] bytes = code == null ? new byte[0] : code.readAllBytes();
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (IOException e) {
      throw new AppLoadException(type.getName(), file, "cannot be read: " + e.getMessage(), e);
    } catch (NoSuchAlgorithmException e) {
      throw new LinkageError("every JDK has SHA-256", e);
    }
  }

  @Override
  public String name() {
    return type.getSimpleName().isEmpty() ? type.getName() : type.getSimpleName();
  }

  @Override
  public AppInstance start(SeatView seat) {
    return new PluginInstance(maker.get(), seat, own);
  }

  @Override
  public void close() {
    try {
      own.close();
    } catch (IOException e) {
      throw new AppLoadException(type.getName(), "", "cannot be closed: " + e.getMessage(), e);
    }
  }
}
