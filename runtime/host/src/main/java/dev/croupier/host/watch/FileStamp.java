package dev.croupier.host.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What tells that a file is not the one it was, without reading it.
 *
 * @param modified when it was changed last
 * @param size its bytes
 * @param key the file system's own name for it, which another file moved over it does not share
 */
record FileStamp(String modified, long size, String key) {

  private static final FileStamp MISSING = new FileStamp("", -1, "");

  static FileStamp of(Path file) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileStamp(
          found.lastModifiedTime().toString(), found.size(), String.valueOf(found.fileKey()));
    } catch (IOException e) {
      return MISSING;
    }
  }

  boolean missing() {
    return equals(MISSING);
  }
}
