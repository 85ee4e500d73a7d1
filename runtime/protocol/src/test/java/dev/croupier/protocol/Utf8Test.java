package dev.croupier.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class Utf8Test {

  /** One of each length, and surrogates in pairs and alone. */
  private static final char[] CHARS = {'a', '\0', 0x7f, 0x80, 0x7ff, 0x800, '€', 0xd83d, 0xde00};

  @Test
  void length_ofAnyText_isThatOfItsEncoding() {
    long seed = Long.getLong("seed", 20261121);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        text.append(CHARS[random.nextInt(CHARS.length)]);
      }
      assertThat(Utf8.length(text.toString()))
          .as("seed %d, text %s", seed, text)
          .isEqualTo(text.toString().getBytes(StandardCharsets.UTF_8).length);
    }
  }
}
