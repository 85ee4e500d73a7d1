package dev.croupier.cli.keys;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Files and folders that only their owner may use. Where the file system knows no such permissions
 * (Windows), files have those of the folder they are in.
 */
public final class OwnerOnly {
  private static final Set<PosixFilePermission> FILE =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  private static final Set<PosixFilePermission> FOLDER =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private OwnerOnly() {}

  /**
   * Makes a folder if it is missing; one that is there stays as it is.
   *
   * @param folder the folder
   * @throws IOException if it cannot be made
   */
  public static void createFolder(Path folder) throws IOException {
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    try {
      Files.createDirectory(folder, attributes(folder, FOLDER));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  /**
   * Writes a new file: it is there whole or not at all, also after a power failure.
   *
   * @param file the file
   * @param content what to write
   * @throws FileAlreadyExistsException if there is something of that name
   * @throws IOException if it cannot be written
   */
  public static void writeNew(Path file, byte[] content) throws IOException {
    // Taking the name first keeps another process from taking it; the content then replaces it.
    Files.createFile(file, attributes(file, FILE));
    boolean written = false;
    try {
      replace(file, content);
      written = true;
    } finally {
      if (!written) {
        Files.deleteIfExists(file);
      }
    }
  }

  /**
   * Writes a file, or puts new content in the place of the old at one stroke.
   *
   * @param file the file
   * @param content what to write
   * @throws IOException if it cannot be written
   */
  public static void replace(Path file, byte[] content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path next = Files.createTempFile(folder, ".new-", ".tmp", attributes(file, FILE));
    try {
      try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
        var rest = java.nio.ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(next);
    }
    if (folder != null && posix(folder)) {
      // The new name has to reach the disk too; only POSIX systems open folders for that.
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /**
   * @param file an existing file
   * @return its permissions if others may read or change it, empty if it is safe or if the file
   *     system has no such permissions
   * @throws IOException if they cannot be read
   */
  public static Optional<String> openTo(Path file) throws IOException {
    if (!posix(file)) {
      return Optional.empty();
    }
    Set<PosixFilePermission> given = Files.getPosixFilePermissions(file);
    boolean safe = FOLDER.containsAll(given);
    return safe ? Optional.empty() : Optional.of(PosixFilePermissions.toString(given));
  }

  private static boolean posix(Path file) {
    return Files.getFileAttributeView(file.toAbsolutePath(), PosixFileAttributeView.class) != null;
  }

  private static FileAttribute<?>[] attributes(Path file, Set<PosixFilePermission> permissions) {
    Path folder = file.toAbsolutePath().getParent();
    return folder != null && posix(folder)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }
}
