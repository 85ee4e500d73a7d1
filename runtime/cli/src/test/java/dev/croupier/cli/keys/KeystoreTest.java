package dev.croupier.cli.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.protocol.Hex;
import dev.croupier.protocol.crypto.PrivateKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keystores of others open here, and broken ones are told from wrong passwords. */
class KeystoreTest {

  /** The example of the Web3 Secret Storage Definition; its password is "testpassword". */
  private static final String PUBLISHED =
      """
      {"crypto": {"cipher": "aes-128-ctr", "cipherparams": {"iv": "83dbcc02d8ccb40e466191a123791e0e"},
        "ciphertext": "d172bf743a674da9cdad04534d56926ef8358534d458fffccd4e6ad2fbde479c",
        "kdf": "scrypt", "kdfparams": {"dklen": 32, "n": 262144, "p": 8, "r": 1,
          "salt": "ab0c7876052600dd703518d6fc3fe8984592145b591fc8fb5c6d43190334ba19"},
        "mac": "2103ac29920d71da29f15d75b4a16dbe95cfd7ff8faea1056c33131d846e3097"},
        "id": "3198bc9c-6672-5ab3-d995-4942343ae5b6", "version": 3}
      """;

  /**
   * Made by a script of its own: scrypt and AES of Node's crypto (OpenSSL), keccak and address of
   * viem. "Crypto" in capitals and the address without 0x are as ethers writes them; the password
   * is not ASCII.
   */
  private static final String FOREIGN =
      """
      {"address":"2c7536e3605d9c16a7a3d7b1898e529396a65c23","id":"6d5f2a3c-1111-4222-8333-444455556666",
       "version":3,"Crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"22222222222222222222222222222222"},
       "ciphertext":"0005ce28a18401a3d0942545f9e1ebf5f22fd2a6a49a46b474d7f4028bc3312e","kdf":"scrypt",
       "kdfparams":{"salt":"1111111111111111111111111111111111111111111111111111111111111111",
       "n":8192,"dklen":32,"p":1,"r":8},
       "mac":"59f9b8430fffb5dbc6053884fc06691319440f3081ecd17e83a5843dc121184c"}}
      """;

  private static final String FOREIGN_PASSWORD = "pässwörd 🎲";

  @TempDir private Path folder;

  private Keystore read(String text) throws Exception {
    return Keystore.read(Files.writeString(folder.resolve("key.json"), text));
  }

  private static String hex(PrivateKey key) {
    return Hex.of(key.secretBytes());
  }

  /** Its parameters are outside of scrypt's definition, which current libraries hold to. */
  @Test
  void read_thePublishedScryptExample_isRefusedByName() {
    assertThatThrownBy(() -> read(PUBLISHED))
        .isInstanceOf(KeystoreException.NotKeystore.class)
        .hasMessageContainingAll("\"n\" is 262144", "\"r\" 1", "65536");
  }

  @Test
  void open_aKeystoreMadeByOtherLibraries() throws Exception {
    Keystore keystore = read(FOREIGN);

    assertThat(keystore.address().orElseThrow())
        .hasToString("0x2c7536E3605D9C16a7a3D7b1898e529396a65c23");
    assertThat(hex(keystore.open(FOREIGN_PASSWORD)))
        .isEqualTo("0x4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318");
  }

  @Test
  void open_anotherPassword_isRefused() throws Exception {
    Keystore keystore = read(FOREIGN);

    assertThatThrownBy(() -> keystore.open("passwort"))
        .isInstanceOf(KeystoreException.WrongPassword.class)
        .hasMessageContaining("key.json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"version\":3 -> \"version\":1",
        "aes-128-ctr -> aes-256-gcm",
        "\"kdf\":\"scrypt\" -> \"kdf\":\"argon2\"",
        "\"n\":8192 -> \"n\":8191",
        "\"n\":8192 -> \"n\":0",
        "\"n\":8192 -> \"n\":\"8192\"",
        "\"n\":8192 -> \"n\":1073741824",
        "\"r\":8 -> \"r\":1048576",
        "\"p\":1 -> \"p\":65",
        "\"dklen\":32 -> \"dklen\":16",
        "\"mac\":\"59 -> \"mac\":\"zz",
        "\"mac\":\"59 -> \"mac\":\"",
        "\"ciphertext\":\"00 -> \"ciphertext\":\"0",
        "\"address\":\"2c -> \"address\":\"2",
        "\"Crypto\" -> \"crypt\""
      })
  void read_broken_saysWhere_beforeAnyPassword(String change) {
    String[] sides = change.split(" -> ", -1);
    assertThat(FOREIGN).contains(sides[0]);

    assertThatThrownBy(() -> read(FOREIGN.replace(sides[0], sides[1])))
        .isInstanceOf(KeystoreException.NotKeystore.class)
        .hasMessageContaining("key.json is no keystore of version 3");
  }

  /** Whatever bits a disk turns, the answer is one of ours, and never another key. */
  @Test
  void read_randomlyDamaged_neverGivesAnotherKey() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    byte[] good =
        FOREIGN.replace("\"n\":8192", "\"n\":2").getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Path file = folder.resolve("key.json");
    for (int i = 0; i < 300; i++) {
      byte[] damaged = good.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, damaged);
      try {
        // With n = 2 the password is wrong from the start, so nothing may open.
        Keystore.read(file).open(FOREIGN_PASSWORD);
        assertThat(true).as("opened, seed " + seed).isFalse();
      } catch (KeystoreException expected) {
        assertThat(expected).as("seed " + seed).hasMessageContaining("key.json");
      }
    }
  }
}
