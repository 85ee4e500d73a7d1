package dev.croupier.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.protocol.crypto.PrivateKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelayKeyFileTest {
  @TempDir private Path folder;

  @Test
  void key_isMadeOnceAndOnlyItsOwnerCanReadIt() throws IOException {
    PrivateKey made = RelayKeyFile.loadOrMake(folder.resolve("data"), new SecureRandom());

    Path file = folder.resolve("data").resolve(RelayKeyFile.NAME);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(RelayKeyFile.loadOrMake(folder.resolve("data"), new SecureRandom()).secretBytes())
        .isEqualTo(made.secretBytes());
    try (Stream<Path> files = Files.list(folder.resolve("data"))) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void key_thatOthersCanRead_isRefused() throws IOException {
    RelayKeyFile.loadOrMake(folder, new SecureRandom());
    Path file = folder.resolve(RelayKeyFile.NAME);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(() -> RelayKeyFile.loadOrMake(folder, new SecureRandom()))
        .isInstanceOf(RelayKeyException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void key_thatIsNone_isRefusedWithoutBeingTold() throws IOException {
    RelayKeyFile.loadOrMake(folder, new SecureRandom());
    Path file = folder.resolve(RelayKeyFile.NAME);
    Files.writeString(file, "0xsecret");

    assertThatThrownBy(() -> RelayKeyFile.loadOrMake(folder, new SecureRandom()))
        .isInstanceOf(RelayKeyException.class)
        .hasMessageNotContaining("secret");
  }
}
