package dev.croupier.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Keccak256Test {

  /**
   * Bytes 0, 1, … 255, 0, …; the hashes were made by viem 2.38. Lengths around the block of 136.
   */
  @ParameterizedTest
  @CsvSource({
    "0, c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470",
    "1, bc36789e7a1e281436464229828f817d6612f7b477d66591ff96a9e064bcc98a",
    "135, cbdfd9dee5faad3818d6b06f95a219fd290b0e1706f6a82e5a595b9ce9faca62",
    "136, 7ce759f1ab7f9ce437719970c26b0a66ff11fe3e38e17df89cf5d29c7d7f807e",
    "137, ac73d4fae68b8453f764007c1a20ce95994187861f0c3227a3a8e99a73a3b1db",
    "272, fdf2ec49e749960d3c8521a0219af8d03e30e2b3bf19bd16150ee0eaf133d66e",
    "1000, aca79e4146e30eb1c733f6d6060d72471c36ea4e01ebf45d7f4916249c2bbd82"
  })
  void hash_isThatOfOtherImplementations(int length, String expected) {
    byte[] data = new byte[length];
    for (int i = 0; i < length; i++) {
      data[i] = (byte) i;
    }
    assertThat(HexFormat.of().formatHex(Keccak256.hash(data))).isEqualTo(expected);
  }
}
