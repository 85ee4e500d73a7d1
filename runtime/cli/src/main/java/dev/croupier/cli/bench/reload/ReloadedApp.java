package dev.croupier.cli.bench.reload;

import dev.croupier.cli.bench.run.BenchException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Writes one version after the other of an app that tells its version, as editors and builds do.
 */
public enum ReloadedApp {
  /** A JavaScript file. */
  SCRIPT("player.js"),
  /** A PF4J plugin in a jar. */
  PLUGIN("player.jar");

  private final String file;

  ReloadedApp(String file) {
    this.file = file;
  }

  /**
   * @return the app's file, as the configuration names it
   */
  public String reference() {
    return file;
  }

  /**
   * Puts a version in the place of the one before, at once.
   *
   * @param folder where the app is
   * @param version what the app will tell
   * @throws IOException if it cannot be written
   */
  public void save(Path folder, long version) throws IOException {
    Path fresh = folder.resolve(file + ".new");
    switch (this) {
      case SCRIPT -> Files.writeString(fresh, script(version));
      case PLUGIN -> writeJar(fresh, version);
    }
    Files.move(fresh, folder.resolve(file), StandardCopyOption.ATOMIC_MOVE);
  }

  private static String script(long version) {
    return """
    export const messages = { ping: {}, pong: {} };
    const version = %d;
    export const onSessionInvite = () => true;
    export function onAppMessage(type, sessionId, data, session) {
      if (type === 'ping') return session.send('pong', { version });
    }
    """
        .formatted(version);
  }

  private static void writeJar(Path jar, long version) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Plugin-Id", "reloaded");
    manifest.getMainAttributes().putValue("Plugin-Version", "1.0." + version);
    String type = ReloadedPlayer.class.getName();
    String code = type.replace('.', '/') + ".class";
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest);
        InputStream bytes = ReloadedPlayer.class.getResourceAsStream("/" + code)) {
      if (bytes == null) {
        throw new BenchException("the class " + type + " is missing");
      }
      entries.putNextEntry(new JarEntry(code));
      bytes.transferTo(entries);
      text(entries, "META-INF/extensions.idx", type + "\n");
      text(
          entries,
          ReloadedPlayer.MESSAGES,
          "{\"properties\": {\"ping\": {\"title\": \"" + version + "\"}, \"pong\": {}}}");
    }
  }

  private static void text(JarOutputStream entries, String name, String content)
      throws IOException {
    entries.putNextEntry(new JarEntry(name));
    entries.write(content.getBytes(StandardCharsets.UTF_8));
  }
}
