package dev.croupier.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeLibraryTest {
  @TempDir Path folder = Path.of("");

  @Test
  void bestIsTheNativeLibraryWhereItLoads() {
    assertThat(Secp256k1.best().name()).isEqualTo("libsecp256k1");
    assertThat(Secp256k1.best().fallbackReason()).isEmpty();
    assertThat(Secp256k1.bouncyCastle().fallbackReason()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64",
    "Linux, aarch64",
    "Mac OS X, x86_64",
    "Mac OS X, aarch64",
    "Windows 11, amd64"
  })
  void platform_known_hasItsLibraryOnTheClassPath(String os, String arch) {
    assertThat(NativePlatform.class.getResource(NativePlatform.of(os, arch).resource()))
        .isNotNull();
  }

  @ParameterizedTest
  @CsvSource({"Windows 11, aarch64", "Linux, riscv64", "SunOS, sparcv9", "'', ''"})
  void platform_unknown_isNamedInTheError(String os, String arch) {
    assertThatThrownBy(() -> NativePlatform.of(os, arch))
        .isInstanceOf(NativeLibraryException.class)
        .hasMessageContaining(os)
        .hasMessageContaining(arch);
  }

  @Test
  void load_leavesNoFileBehind() throws IOException {
    Secp256k1 loaded = NativeSecp256k1.load(NativePlatform.current(), folder, new Random(1));
    assertThat(loaded.name()).isEqualTo("libsecp256k1");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void load_folderThatCannotBeWritten_isNamedInTheError() throws IOException {
    // A file in the folder's place: nobody can write there, not even an administrator.
    Path file = Files.createFile(folder.resolve("no-folder"));
    assertThatThrownBy(() -> NativeSecp256k1.load(NativePlatform.current(), file, new Random(1)))
        .isInstanceOf(NativeLibraryException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void load_missingResource_isNamedInTheError() {
    NativePlatform nowhere = new NativePlatform("/nowhere/lib.so", "lib.so");
    assertThatThrownBy(() -> NativeSecp256k1.load(nowhere, folder, new Random(1)))
        .isInstanceOf(NativeLibraryException.class)
        .hasMessageContaining("/nowhere/lib.so");
  }

  @Test
  void load_libraryOfAnotherMachine_isRefused() {
    boolean arm = System.getProperty("os.arch").equals("aarch64");
    NativePlatform other = NativePlatform.of("Linux", arm ? "amd64" : "aarch64");
    assertThatThrownBy(() -> NativeSecp256k1.load(other, folder, new Random(1)))
        .isInstanceOf(NativeLibraryException.class)
        .hasMessageContaining("refuses to load");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void fallbackTellsItsReason() {
    NativeLibraryException reason = new NativeLibraryException("no library for a toaster");
    assertThat(BouncyCastleSecp256k1.insteadOfNative(reason).fallbackReason())
        .contains("no library for a toaster");
  }
}
