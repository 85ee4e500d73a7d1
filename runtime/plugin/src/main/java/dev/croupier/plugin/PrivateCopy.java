package dev.croupier.plugin;

import dev.croupier.host.engine.AppLoadException;
import dev.croupier.host.engine.AppSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.ZipFile;
import org.pf4j.util.FileUtils;
import org.pf4j.util.Unzip;

/**
 * A plugin's archive copied to a folder nobody else writes to. A jar that is overwritten while its
 * classes are being loaded fails in odd ways; the copy is never overwritten.
 *
 * @param folder what to delete in the end
 * @param code the copied jar, or the folder the zip was unpacked to
 * @param hash SHA-256 of the archive, lower-case hex
 */
record PrivateCopy(Path folder, Path code, String hash) {

  /**
   * Copies and, if it is a zip, unpacks.
   *
   * @param source the archive
   * @param workFolder where to make the copy's folder
   * @return the copy
   * @throws AppLoadException if it cannot be read or is no archive
   */
  static PrivateCopy of(AppSource source, Path workFolder) {
    Path folder;
    try {
      folder = Files.createTempDirectory(workFolder, "plugin-").toRealPath();
    } catch (IOException e) {
      throw new AppLoadException(
          source.reference(), workFolder.toString(), "no copy can be made there: " + e, e);
    }
    try {
      return copy(source, folder);
    } catch (IOException e) {
      AppLoadException failure =
          new AppLoadException(
              source.reference(),
              source.path().toString(),
              "is not a readable plugin archive: " + e.getMessage(),
              e);
      deleteAfter(failure, folder);
      throw failure;
    }
  }

  private static PrivateCopy copy(AppSource source, Path folder) throws IOException {
    boolean zip = source.path().toString().endsWith(".zip");
    Path copy = folder.resolve(zip ? "plugin.zip" : "plugin.jar");
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(source.path()), digest)) {
      Files.copy(in, copy);
    }
    // A torn or foreign file is told here, by its name, and not later as a missing manifest.
    new ZipFile(copy.toFile()).close();
    String hash = HexFormat.of().formatHex(digest.digest());
    if (!zip) {
      return new PrivateCopy(folder, copy, hash);
    }
    Path unpacked = Files.createDirectory(folder.resolve("plugin"));
    new Unzip(copy.toFile(), unpacked.toFile()).extract();
    return new PrivateCopy(folder, unpacked, hash);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  private static void deleteAfter(AppLoadException failure, Path folder) {
    try {
      FileUtils.delete(folder);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** Deletes the copy; its class loader must be closed before. */
  void delete() throws IOException {
    FileUtils.delete(folder);
  }
}
