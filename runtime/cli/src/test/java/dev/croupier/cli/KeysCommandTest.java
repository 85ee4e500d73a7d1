package dev.croupier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Wallet;
import org.web3j.crypto.WalletFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands for keys: what they keep, what they print, and what they never print. */
class KeysCommandTest {
  private static final String KEY =
      "4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318";
  private static final String ADDRESS = "0x2c7536E3605D9C16a7a3D7b1898e529396a65c23";
  private static final String PASSWORD = "correct horse battery";

  @TempDir private Path folder;
  private Path keys;
  private final Shell shell = new Shell();

  @BeforeEach
  void nameTheFolder() {
    keys = folder.resolve("home/keys");
    shell.set("KEY", KEY);
    shell.set("PASSWORD", PASSWORD);
  }

  /** Whatever a test does, no command may ever print these. */
  @AfterEach
  void secretsAreNeverPrinted() {
    assertThat(shell.everything().toLowerCase(java.util.Locale.ROOT))
        .doesNotContain(KEY, PASSWORD, "another password");
  }

  private Shell.Ended importKey(String name) {
    return shell.run(
        "keys",
        "import",
        name,
        "--folder",
        keys.toString(),
        "--light",
        "--key-env",
        "KEY",
        "--password-env",
        "PASSWORD");
  }

  private Path owned(String name, String text) throws Exception {
    Path file = Files.writeString(folder.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  @Test
  void new_asksForThePasswordTwice_andKeepsAnEncryptedKeyForItsOwnerOnly() throws Exception {
    Shell.Ended made =
        shell.answering(
            List.of(PASSWORD, PASSWORD),
            "keys",
            "new",
            "player",
            "--folder",
            keys.toString(),
            "--light",
            "--json");

    assertThat(made.exitCode()).as(made.err()).isZero();
    assertThat(made.asked())
        .containsExactly("(hidden) New password for key player:", "(hidden) The same again:");
    JsonNode told = JsonMapper.shared().readTree(made.out());
    Path file = keys.resolve("player.json");
    assertThat(told.path("file").asString()).isEqualTo(file.toString());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)))
        .isEqualTo("rwx------");
    assertThat(keys).isDirectoryContaining(file::equals);

    Shell.Ended exported =
        shell.answering(
            List.of(PASSWORD), "keys", "export", "player", "--folder", keys.toString(), "--json");
    assertThat(JsonMapper.shared().readTree(exported.out()).path("address"))
        .isEqualTo(told.path("address"));
  }

  @Test
  void new_standardStrength_opensAgain() {
    Shell.Ended made =
        shell.run("keys", "new", "--folder", keys.toString(), "--password-env", "PASSWORD");

    assertThat(made.exitCode()).as(made.err()).isZero();
    assertThat(made.out()).containsPattern("Address  0x[0-9a-fA-F]{40}\n");
  }

  @Test
  void new_twoPasswordsThatDiffer_writesNothing() {
    Shell.Ended ended =
        shell.answering(
            List.of(PASSWORD, "another password"),
            "keys",
            "new",
            "player",
            "--folder",
            keys.toString());

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err())
        .isEqualToIgnoringNewLines("croupier: the two passwords differ; nothing was written");
    assertThat(keys).doesNotExist();
  }

  @Test
  void new_shortPassword_isRefused() {
    Shell.Ended ended =
        shell.answering(List.of("7 chars"), "keys", "new", "player", "--folder", keys.toString());

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err()).contains("fewer than 8 characters").doesNotContain("7 chars");
    assertThat(keys).doesNotExist();
  }

  @Test
  void new_nobodyToAsk_saysHowElse() {
    Shell.Ended ended = shell.run("keys", "new", "player", "--folder", keys.toString());

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err()).contains("no terminal", "--password-file FILE", "--password-env NAME");
  }

  @Test
  void import_neverWritesOverAKeystore() throws Exception {
    assertThat(importKey("player").exitCode()).isZero();
    String before = Files.readString(keys.resolve("player.json"));

    Shell.Ended again = importKey("player");

    assertThat(again.exitCode()).isEqualTo(3);
    assertThat(again.err()).contains("player.json is there already").hasLineCount(1);
    assertThat(keys.resolve("player.json")).hasContent(before);
  }

  @Test
  void import_ofAPrompt_keepsTheKey() {
    Shell.Ended ended =
        shell.answering(
            List.of("0x" + KEY, PASSWORD, PASSWORD),
            "keys",
            "import",
            "--folder",
            keys.toString(),
            "--light");

    assertThat(ended.exitCode()).as(ended.err()).isZero();
    assertThat(ended.out()).contains(ADDRESS);
    assertThat(ended.asked().getFirst()).startsWith("(hidden) ");
    assertThat(keys.resolve(ADDRESS + ".json")).exists();
  }

  @Test
  void import_ofAFile_keepsTheKey_butNotFromOneThatOthersMayRead() throws Exception {
    Path file = owned("key.txt", KEY + "\n");
    Path password = owned("password.txt", PASSWORD + "\n");
    String[] arguments = {
      "keys",
      "import",
      "player",
      "--folder",
      keys.toString(),
      "--light",
      "--key-file",
      file.toString(),
      "--password-file",
      password.toString()
    };

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    Shell.Ended open = shell.run(arguments);
    assertThat(open.exitCode()).isEqualTo(1);
    assertThat(open.err())
        .contains("key file " + file + " is open to other users (rw-r--r--)", "chmod 600");
    assertThat(keys).doesNotExist();

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(shell.run(arguments).out()).contains(ADDRESS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keys import " + KEY,
        "keys import 0x" + KEY,
        "keys import player 0x" + KEY,
        "keys import player --key " + KEY,
        "keys import player --private-key=" + KEY,
        "keys new 0x" + KEY,
        "keys new --key " + KEY
      })
  void keyAsAnArgument_isRefusedWithTheReason_andNotRepeated(String line) {
    Shell.Ended ended = shell.run(line.split(" "));

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err()).contains("never taken from the command line", "history");
  }

  @Test
  void passwordAsAnArgument_isRefusedWithTheReason() {
    Shell.Ended ended = shell.run("keys", "new", "player", "--password", PASSWORD);

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err()).contains("a password is never taken from the command line");
  }

  @Test
  void import_ofNoKey_isRefused_withoutRepeatingIt() {
    shell.set("BAD", "hunter2-and-some-words");
    Shell.Ended ended = shell.run("keys", "import", "player", "--key-env", "BAD");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err())
        .contains("environment variable BAD holds no private key", "64 hex digits")
        .doesNotContain("hunter2");
  }

  @Test
  void import_ofTheGroupsOrder_isRefused() {
    shell.set("BAD", "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");
    assertThat(shell.run("keys", "import", "player", "--key-env", "BAD").exitCode()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../player", "a/b", ".hidden", "-x y", "naïve"})
  void name_thatIsNoFileName_isRefused(String name) {
    Shell.Ended ended =
        shell.run(
            "keys",
            "import",
            "--folder",
            keys.toString(),
            "--key-env",
            "KEY",
            "--password-env",
            "PASSWORD",
            "--",
            name);

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err()).contains("NAME: expected 1 to 64 letters");
  }

  @Test
  void list_showsNamesAndAddresses_andWhatIsWrong() throws Exception {
    importKey("player");
    importKey("zoe");
    Files.writeString(keys.resolve("broken.json"), "{\"version\": 3}");
    Files.setPosixFilePermissions(
        keys.resolve("zoe.json"), PosixFilePermissions.fromString("rw-r--r--"));

    Shell.Ended listed = shell.run("keys", "list", "--folder", keys.toString());
    assertThat(listed.exitCode()).isZero();
    assertThat(listed.out().lines())
        .satisfiesExactly(
            heading -> assertThat(heading).contains("name", "address"),
            broken -> assertThat(broken).contains("broken", "is no keystore of version 3"),
            player -> assertThat(player).isEqualTo("player  " + ADDRESS),
            zoe -> assertThat(zoe).contains("zoe", ADDRESS, "open to other users (rw-r--r--)"));

    JsonNode json =
        JsonMapper.shared()
            .readTree(shell.run("keys", "list", "--folder", keys.toString(), "--json").out());
    assertThat(json.path("keys").size()).isEqualTo(3);
    assertThat(json.path("keys").get(1).path("address").asString()).isEqualTo(ADDRESS);
  }

  @Test
  void list_noFolder_saysHowToMakeAKey() {
    assertThat(shell.run("keys", "list", "--folder", keys.toString()).out())
        .contains("There are no keys", "croupier keys new NAME");
  }

  @Test
  void address_isPrintedAlone() {
    importKey("player");

    assertThat(shell.run("keys", "address", "player", "--folder", keys.toString()).out())
        .isEqualToIgnoringNewLines(ADDRESS);
  }

  @Test
  void export_printsPublicDataOnly_andThePublicKeyBelongsToTheAddress() {
    importKey("player");
    Shell.Ended ended =
        shell.run(
            "keys", "export", "player", "--folder", keys.toString(), "--password-env", "PASSWORD");

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.out())
        .contains(ADDRESS)
        .contains("0x04" + ECKeyPair.create(new BigInteger(KEY, 16)).getPublicKey().toString(16));
  }

  @Test
  void export_private_isRefused_andSaysWhatToDoInstead() {
    importKey("player");
    Shell.Ended ended =
        shell.run("keys", "export", "player", "--folder", keys.toString(), "--private");

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err()).contains("not printed", keys.resolve("player.json").toString());
  }

  @Test
  void export_wrongPassword_damagedFile_weakPermissions_areToldApart() throws Exception {
    importKey("player");
    Path file = keys.resolve("player.json");
    String good = Files.readString(file);
    shell.set("WRONG", "another password");

    assertThat(export("WRONG").err()).contains("player.json does not open with this password");

    Files.writeString(
        file,
        good.replace(ADDRESS.substring(2).toLowerCase(java.util.Locale.ROOT), "00".repeat(20)));
    assertThat(export("PASSWORD").err())
        .contains("says it holds the key of 0x0000", "but holds that of " + ADDRESS);

    Files.writeString(file, good.replace("\"mac\"", "\"mock\""));
    assertThat(export("PASSWORD").err()).contains("is no keystore", "\"mac\" is missing");

    Files.writeString(file, good.replace("4096", "1073741824"));
    assertThat(export("PASSWORD").err()).contains("MB of memory; at most 512 are allowed");

    Files.writeString(file, good.substring(0, good.length() / 2));
    assertThat(export("PASSWORD").err()).contains("is no keystore", "it is not JSON");

    Files.writeString(file, good);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
    Shell.Ended open = export("PASSWORD");
    assertThat(open.err()).contains("is open to other users (rw-rw----); chmod 600 " + file);
    assertThat(open.exitCode()).isEqualTo(3);
  }

  private Shell.Ended export(String passwordVariable) {
    Shell.Ended ended =
        shell.run(
            "keys",
            "export",
            "player",
            "--folder",
            keys.toString(),
            "--password-env",
            passwordVariable);
    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.err()).hasLineCount(1);
    return ended;
  }

  @Test
  void folder_thatCannotBeMade_isNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    Shell.Ended ended =
        shell.run(
            "keys",
            "import",
            "a",
            "--folder",
            file.toString(),
            "--key-env",
            "KEY",
            "--password-env",
            "PASSWORD");

    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.err()).contains(file.toString(), "cannot be made").hasLineCount(1);
  }

  @Test
  void keystore_opensInWeb3j() throws Exception {
    importKey("player");
    JsonNode file = JsonMapper.shared().readTree(keys.resolve("player.json").toFile());
    JsonNode crypto = file.path("crypto");
    WalletFile.CipherParams cipher = new WalletFile.CipherParams();
    cipher.setIv(crypto.path("cipherparams").path("iv").asString());
    WalletFile.ScryptKdfParams scrypt = new WalletFile.ScryptKdfParams();
    scrypt.setDklen(crypto.path("kdfparams").path("dklen").asInt());
    scrypt.setN(crypto.path("kdfparams").path("n").asInt());
    scrypt.setP(crypto.path("kdfparams").path("p").asInt());
    scrypt.setR(crypto.path("kdfparams").path("r").asInt());
    scrypt.setSalt(crypto.path("kdfparams").path("salt").asString());
    WalletFile.Crypto content = new WalletFile.Crypto();
    content.setCipher(crypto.path("cipher").asString());
    content.setCipherparams(cipher);
    content.setCiphertext(crypto.path("ciphertext").asString());
    content.setKdf(crypto.path("kdf").asString());
    content.setKdfparams(scrypt);
    content.setMac(crypto.path("mac").asString());
    WalletFile wallet = new WalletFile();
    wallet.setVersion(file.path("version").asInt());
    wallet.setCrypto(content);

    assertThat(Wallet.decrypt(PASSWORD, wallet).getPrivateKey()).isEqualTo(new BigInteger(KEY, 16));
  }

  @Test
  void help_hasAnExample() {
    for (String command : List.of("new", "import", "list", "address", "export")) {
      assertThat(shell.run("keys", command, "--help").out())
          .as(command)
          .contains("Example", "croupier ");
    }
  }
}
