package dev.croupier.cli.bench.memory;

import dev.croupier.cli.bench.run.BenchException;
import dev.croupier.cli.bench.run.Resources;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The app under load: answers each ping with a pong and counts in the session's state. */
public enum BenchApp {
  /** In JavaScript. */
  SCRIPT("ping-pong.js"),
  /** As a PF4J plugin. */
  PLUGIN("ping-pong.jar");

  private static final String SCHEMAS = "ping-pong.schema.json";

  private final String file;

  BenchApp(String file) {
    this.file = file;
  }

  /**
   * Writes the app.
   *
   * @param folder where
   * @return the app's reference in that folder
   * @throws IOException if it cannot be written
   */
  public String write(Path folder) throws IOException {
    Path target = folder.resolve(file);
    switch (this) {
      case SCRIPT -> {
        Resources.copy(folder, file, SCHEMAS);
      }
      case PLUGIN -> writeJar(target);
    }
    return file;
  }

  private static void writeJar(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Plugin-Id", "bench-ping-pong");
    manifest.getMainAttributes().putValue("Plugin-Version", "1.0.0");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest)) {
      for (Class<?> type :
          new Class<?>[] {
            PingPongPlugin.class, PingPongPlugin.Said.class, PingPongPlugin.Count.class
          }) {
        String code = type.getName().replace('.', '/') + ".class";
        entry(entries, code, code("/" + code));
      }
      entry(
          entries,
          "META-INF/extensions.idx",
          (PingPongPlugin.class.getName() + "\n").getBytes(StandardCharsets.UTF_8));
      entry(entries, SCHEMAS, Resources.bytes(SCHEMAS));
    }
  }

  private static void entry(JarOutputStream entries, String name, byte[] content)
      throws IOException {
    entries.putNextEntry(new JarEntry(name));
    entries.write(content);
  }

  private static byte[] code(String name) throws IOException {
    try (InputStream in = BenchApp.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new BenchException("the class " + name + " is missing in this Croupier");
      }
      return in.readAllBytes();
    }
  }
}
