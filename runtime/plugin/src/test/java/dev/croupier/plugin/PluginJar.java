package dev.croupier.plugin;

import dev.croupier.app.SessionApp;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.pf4j.Extension;

/** Writes plugin archives as authors' builds would: odd and broken ones are one line each. */
final class PluginJar {

  private final Map<String, String> manifest = new LinkedHashMap<>();
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private final Map<String, byte[]> libraries = new LinkedHashMap<>();
  private final List<Path> classPath = new ArrayList<>();
  private final List<String> options = new ArrayList<>(List.of("-proc:full", "-parameters"));
  private int classFileVersion;

  private PluginJar() {}

  static PluginJar plugin(String id) {
    return new PluginJar().entry("Plugin-Id", id).entry("Plugin-Version", "1.0.0");
  }

  /** A plugin with one class {@code demo.NAME}; the text is its body. */
  static PluginJar withApp(String id, String name, String body) {
    return plugin(id).app(name, body);
  }

  /** A plain jar, to be used as a library. */
  static PluginJar library() {
    return new PluginJar();
  }

  PluginJar entry(String name, String value) {
    manifest.put(name, value);
    return this;
  }

  PluginJar without(String manifestEntry) {
    manifest.remove(manifestEntry);
    return this;
  }

  /** Adds an app that speaks one message type, {@code note}; {@code body} may add to it. */
  PluginJar app(String name, String body) {
    String handler =
        body.contains("onAppMessage")
            ? ""
            : "@Override public void onAppMessage(Message m, Session session) {}";
    String types =
        body.contains("MessageTypes messages()")
            ? ""
            : "@Override public MessageTypes messages() {"
                + " return MessageTypes.ofJson(\"{\\\"note\\\": {}}\"); }";
    // The body comes first, so that its line numbers in the source are easily told.
    return source(
        "demo." + name,
        "package demo; import dev.croupier.app.*; import dev.croupier.app.Timer; import java.util.*; import java.math.*;"
            + " @org.pf4j.Extension public final class "
            + name
            + " implements SessionApp {\n"
            + body
            + "\n"
            + handler
            + types
            + "}");
  }

  PluginJar source(String className, String text) {
    sources.put(className, text);
    return this;
  }

  PluginJar resource(String path, String text) {
    entries.put(path, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  PluginJar lib(String fileName, Path jar) throws IOException {
    libraries.put(fileName, Files.readAllBytes(jar));
    return compiledWith(jar);
  }

  PluginJar compiledWith(Path jar) {
    classPath.add(jar);
    return this;
  }

  PluginJar withoutAnnotationProcessing() {
    options.remove("-proc:full");
    options.add("-proc:none");
    return this;
  }

  /** Marks the class files as made for another Java. */
  PluginJar classFileVersion(int major) {
    classFileVersion = major;
    return this;
  }

  Path jar(Path file) throws IOException {
    return write(file, "", true);
  }

  Path zip(Path file) throws IOException {
    return write(file, "classes/", false);
  }

  private Path write(Path file, String prefix, boolean jar) throws IOException {
    Map<String, byte[]> content = new LinkedHashMap<>();
    content.put(prefix + "META-INF/MANIFEST.MF", manifestBytes());
    compile().forEach((path, bytes) -> content.put(prefix + path, bytes));
    // Entries that try to leave the archive are written as they are.
    entries.forEach(
        (path, bytes) -> content.put(path.startsWith("..") ? path : prefix + path, bytes));
    if (!jar) {
      libraries.forEach((name, bytes) -> content.put("lib/" + name, bytes));
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : content.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return file;
  }

  private byte[] manifestBytes() throws IOException {
    Manifest written = new Manifest();
    written.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.forEach((name, value) -> written.getMainAttributes().putValue(name, value));
    var bytes = new java.io.ByteArrayOutputStream();
    written.write(bytes);
    return bytes.toByteArray();
  }

  private Map<String, byte[]> compile() throws IOException {
    if (sources.isEmpty()) {
      return Map.of();
    }
    Path output = Files.createTempDirectory("plugin-classes");
    try {
      JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
      StringWriter messages = new StringWriter();
      List<String> arguments = new ArrayList<>(options);
      arguments.addAll(List.of("-d", output.toString(), "-cp", classPath()));
      arguments.addAll(List.of("--release", "21", "-Xlint:-options"));
      List<JavaFileObject> units =
          sources.entrySet().stream().map(e -> unit(e.getKey(), e.getValue())).toList();
      if (!compiler.getTask(messages, null, null, arguments, null, units).call()) {
        throw new AssertionError("the plugin's source does not compile: " + messages);
      }
      Map<String, byte[]> files = new LinkedHashMap<>();
      try (Stream<Path> walk = Files.walk(output)) {
        for (Path path : walk.filter(Files::isRegularFile).sorted().toList()) {
          String name = output.relativize(path).toString().replace('\\', '/');
          files.put(name, patched(name, Files.readAllBytes(path)));
        }
      }
      return files;
    } finally {
      org.pf4j.util.FileUtils.delete(output);
    }
  }

  private byte[] patched(String name, byte[] bytes) {
    if (classFileVersion > 0 && name.endsWith(".class")) {
      bytes[6] = (byte) (classFileVersion >> 8);
      bytes[7] = (byte) classFileVersion;
    }
    return bytes;
  }

  private String classPath() {
    Stream<Path> api =
        Stream.of(SessionApp.class, Extension.class, NullMarked.class, org.slf4j.Logger.class)
            .map(PluginJar::placeOf);
    return Stream.concat(api, classPath.stream())
        .map(Path::toString)
        .collect(Collectors.joining(java.io.File.pathSeparator));
  }

  private static Path placeOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  private static JavaFileObject unit(String className, String text) {
    URI name = URI.create("string:///" + className.replace('.', '/') + ".java");
    return new SimpleJavaFileObject(name, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }
}
