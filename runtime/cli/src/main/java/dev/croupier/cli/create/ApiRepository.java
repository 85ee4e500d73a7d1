package dev.croupier.cli.create;

import dev.croupier.app.SessionApp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Croupier's app API as a Maven repository inside an author's project, until it is in a public one:
 * the project then builds wherever it is checked out. The version carries a hash of the classes,
 * since Maven keeps what it has once seen of a version.
 */
final class ApiRepository {
  static final String FOLDER = "repository";

  private static final String ARTIFACT = "croupier-app-api";
  private static final int HASH_LENGTH = 8;

  private ApiRepository() {}

  /**
   * @param project the author's folder
   * @param version of Croupier and its libraries
   * @return the version of the API in the repository
   * @throws IOException if it cannot be written
   */
  static String write(Path project, Map<String, String> version) throws IOException {
    byte[] jar = jar();
    String named =
        version.getOrDefault("version", "") + "-" + hash("SHA-256", jar).substring(0, HASH_LENGTH);
    Path folder = project.resolve(FOLDER).resolve("dev/croupier").resolve(ARTIFACT).resolve(named);
    Files.createDirectories(folder);
    String file = ARTIFACT + "-" + named;
    write(folder, file + ".jar", jar);
    write(folder, file + ".pom", pom(named, version).getBytes(StandardCharsets.UTF_8));
    return named;
  }

  private static void write(Path folder, String name, byte[] content) throws IOException {
    Files.write(folder.resolve(name), content);
    Files.writeString(folder.resolve(name + ".sha1"), hash("SHA-1", content));
  }

  private static String pom(String named, Map<String, String> version) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <project xmlns="http://maven.apache.org/POM/4.0.0">
      <modelVersion>4.0.0</modelVersion>
      <groupId>dev.croupier</groupId>
      <artifactId>%s</artifactId>
      <version>%s</version>
      <dependencies>
        <dependency>
          <groupId>org.pf4j</groupId>
          <artifactId>pf4j</artifactId>
          <version>%s</version>
        </dependency>
        <dependency>
          <groupId>org.jspecify</groupId>
          <artifactId>jspecify</artifactId>
          <version>%s</version>
        </dependency>
      </dependencies>
    </project>
    """
        .formatted(
            ARTIFACT,
            named,
            version.getOrDefault("pf4j", ""),
            version.getOrDefault("jspecify", ""));
  }

  /** The API's classes as this process has them, as a jar that depends on nothing but them. */
  private static byte[] jar() throws IOException {
    Path place =
        Path.of(
            URI.create(
                SessionApp.class.getProtectionDomain().getCodeSource().getLocation().toString()));
    SortedMap<String, byte[]> files;
    if (Files.isDirectory(place)) {
      files = files(place);
    } else {
      try (FileSystem jar = FileSystems.newFileSystem(place)) {
        files = files(jar.getPath("/"));
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTimeLocal(java.time.LocalDateTime.of(2000, 1, 1, 0, 0));
        zip.putNextEntry(entry);
        zip.write(file.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static SortedMap<String, byte[]> files(Path root) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = root.relativize(file).toString().replace('\\', '/');
        if (!name.startsWith("META-INF/")) {
          files.put(name, Files.readAllBytes(file));
        }
      }
    }
    return files;
  }

  private static String hash(String algorithm, byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new LinkageError("every JDK has " + algorithm, e);
    }
  }
}
