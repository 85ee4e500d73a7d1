package dev.croupier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.cli.config.WalletSection;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.WalletUtils;

class WalletKeysTest {
  private static final String KEY = "11".repeat(32);

  /** The example of the Web3 Secret Storage Definition; its password is "testpassword". */
  private static final String PUBLISHED =
      """
      {"crypto": {"cipher": "aes-128-ctr", "cipherparams": {"iv": "6087dab2f9fdbbfaddc31a909735c1e6"},
        "ciphertext": "5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46",
        "kdf": "pbkdf2", "kdfparams": {"c": 262144, "dklen": 32, "prf": "hmac-sha256",
          "salt": "ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd"},
        "mac": "517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2"},
        "id": "3198bc9c-6672-5ab3-d995-4942343ae5b6", "version": 3}
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", "0x"})
  void env_takesHexWithAndWithoutPrefix(String prefix) {
    WalletKeys keys = new WalletKeys(folder, Map.of("WALLET", prefix + KEY + "\n"));
    WalletSection wallet =
        new WalletSection(
            Optional.of("WALLET"), Optional.empty(), Optional.empty(), Optional.empty());

    assertThat(KeyText.of(keys.keyOf("a", wallet))).isEqualTo("0x" + KEY);
  }

  @Test
  void keystore_scrypt_opensWithThePasswordOfAFile() throws Exception {
    String file =
        WalletUtils.generateWalletFile(
            "right", ECKeyPair.create(new BigInteger(KEY, 16)), folder.toFile(), false);
    Files.writeString(folder.resolve("password"), "right\n");
    WalletSection wallet =
        new WalletSection(
            Optional.empty(), Optional.of(file), Optional.empty(), Optional.of("password"));

    assertThat(KeyText.of(new WalletKeys(folder, Map.of()).keyOf("a", wallet)))
        .isEqualTo("0x" + KEY);
  }

  @Test
  void keystore_pbkdf2_isThePublishedExample() throws Exception {
    Files.writeString(folder.resolve("published.json"), PUBLISHED);
    WalletSection wallet =
        new WalletSection(
            Optional.empty(), Optional.of("published.json"), Optional.of("P"), Optional.empty());

    assertThat(KeyText.of(new WalletKeys(folder, Map.of("P", "testpassword")).keyOf("a", wallet)))
        .isEqualTo("0x7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d");
  }
}
