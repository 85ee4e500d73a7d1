package dev.croupier.relay;

import dev.croupier.protocol.ProtocolException;
import dev.croupier.protocol.crypto.PrivateKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The relay's signing key in a file that only its owner can read. */
final class RelayKeyFile {
  static final String NAME = "relay.key";
  private static final String POSIX = "posix";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private RelayKeyFile() {}

  /** Reads the key; the first time it is made. */
  static PrivateKey loadOrMake(Path folder, RandomGenerator random) {
    Path file = folder.resolve(NAME);
    try {
      Files.createDirectories(folder);
      if (Files.notExists(file)) {
        make(folder, file, random);
      }
      requireOwnerOnly(file);
      return PrivateKey.parse(Files.readString(file, StandardCharsets.US_ASCII).strip());
    } catch (IOException e) {
      throw new RelayKeyException(file, "it cannot be read or made: " + e.getMessage(), e);
    } catch (ProtocolException e) {
      throw new RelayKeyException(file, "it holds no key of 0x and 64 hex digits");
    }
  }

  /** Written whole under another name first, so that a crash leaves no half of a key. */
  private static void make(Path folder, Path file, RandomGenerator random) throws IOException {
    Path fresh = Files.createTempFile(folder, "new", ".key", attributes(folder));
    String hex = HexFormat.of().formatHex(PrivateKey.generate(random).secretBytes());
    Files.writeString(fresh, "0x" + hex + "\n", StandardCharsets.US_ASCII);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static FileAttribute<?>[] attributes(Path folder) throws IOException {
    return Files.getFileStore(folder).supportsFileAttributeView(POSIX)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }

  private static void requireOwnerOnly(Path file) throws IOException {
    if (Files.getFileStore(file).supportsFileAttributeView(POSIX)
        && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
      throw new RelayKeyException(
          file, "others than its owner have rights on it; chmod 600 takes them away");
    }
  }
}
