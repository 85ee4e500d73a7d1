package dev.croupier.host.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What tells that a file is not the one it was, without reading it. Of a folder the archives in it
 * count, and nothing else; one without archives is as good as missing.
 *
 * @param modified when it was changed last; of a folder, which archives are in it since when
 * @param size its bytes
 * @param key the file system's own name for it, which another file moved over it does not share
 */
record FileStamp(String modified, long size, String key) {

  private static final FileStamp MISSING = new FileStamp("", -1, "");

  static FileStamp of(Path file) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      if (found.isDirectory()) {
        String archives = archivesIn(file);
        return archives.isEmpty() ? MISSING : new FileStamp(archives, 0, "");
      }
      return new FileStamp(
          found.lastModifiedTime().toString(), found.size(), String.valueOf(found.fileKey()));
    } catch (IOException e) {
      return MISSING;
    }
  }

  private static String archivesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(FileStamp::isArchive)
          .sorted()
          .map(file -> file.getFileName() + " " + of(file))
          .collect(Collectors.joining("\n"));
    }
  }

  static boolean isArchive(Path file) {
    return file.toString().endsWith(".jar") || file.toString().endsWith(".zip");
  }

  boolean missing() {
    return equals(MISSING);
  }
}
