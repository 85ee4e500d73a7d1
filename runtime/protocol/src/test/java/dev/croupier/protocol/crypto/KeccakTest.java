package dev.croupier.protocol.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.Seed;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.Hash;
import org.web3j.crypto.Sign;

class KeccakTest {
  private final Seed seed = Seed.any();

  @Test
  void isKeccakAndNotSha3() {
    assertThat(Keccak.keccak256())
        .hasToString("0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
  }

  @Test
  void partsAndSlicesHashAsTheWhole() {
    Random random = seed.random();
    for (int i = 0; i < 500; i++) {
      byte[] bytes = new byte[random.nextInt(600)];
      random.nextBytes(bytes);
      int cut = random.nextInt(bytes.length + 1);
      byte[] head = Arrays.copyOf(bytes, cut);
      byte[] tail = Arrays.copyOfRange(bytes, cut, bytes.length);
      byte[] expected = Hash.sha3(bytes);
      assertThat(Keccak.hash(bytes)).as(seed.toString()).isEqualTo(expected);
      assertThat(Keccak.hash(head, tail)).as(seed.toString()).isEqualTo(expected);
      assertThat(Keccak.hash(bytes, cut, bytes.length - cut))
          .as(seed.toString())
          .isEqualTo(Hash.sha3(tail));
    }
  }

  @Test
  void hashThatFailed_leavesNothingBehindForTheNext() {
    Hash32 before = Keccak.keccak256();
    assertThatThrownBy(() -> Keccak.hash(new byte[3], 2, 2))
        .isInstanceOf(IndexOutOfBoundsException.class);
    byte[][] broken = new byte[2][];
    broken[0] = new byte[] {1};
    assertThatThrownBy(() -> Keccak.hash(broken)).isInstanceOf(NullPointerException.class);
    assertThat(Keccak.keccak256()).isEqualTo(before);
  }

  @Test
  void personalMessageIsHashedWithPrefixAndLength() {
    byte[] message = "hello".getBytes(US_ASCII);
    assertThat(PersonalMessage.digest(message).bytes())
        .isEqualTo(Sign.getEthereumMessageHash(message));
  }
}
