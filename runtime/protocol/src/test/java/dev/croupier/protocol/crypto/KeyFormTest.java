package dev.croupier.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.protocol.Hex;
import dev.croupier.protocol.ProtocolException;
import dev.croupier.protocol.Seed;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFormTest {
  private static final String ORDER =
      "0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";

  private final Seed seed = Seed.any();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0x",
        "0x01",
        "0x0000000000000000000000000000000000000000000000000000000000000000",
        ORDER,
        "0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "d94bc9d4bc5081aaecf1e0f2009f8fce81cf33092c4f46a4a84de64df85ec9be",
        "0xd94bc9d4bc5081aaecf1e0f2009f8fce81cf33092c4f46a4a84de64df85ec9be00",
        "0xd94bc9d4bc5081aaecf1e0f2009f8fce81cf33092c4f46a4a84de64df85ec9bx"
      })
  void privateKey_outsideItsRangeOrForm_isRefusedWithoutShowingIt(String text) {
    assertThatThrownBy(() -> PrivateKey.parse(text))
        .isInstanceOf(InvalidKeyException.class)
        .hasNoCause()
        .satisfies(e -> assertThat(e.getMessage()).doesNotContainPattern("[0-9a-f]{8}"));
  }

  @Test
  void privateKeyIsNeverPrinted() {
    PrivateKey key = PrivateKey.generate(seed.random());
    String digits = Hex.of(key.secretBytes()).substring(2);
    LocalSigner signer = new LocalSigner(key, Secp256k1.bouncyCastle());
    assertThat(key.toString()).doesNotContain(digits);
    assertThat(signer.toString()).doesNotContain(digits).contains(signer.address().toString());
  }

  @Test
  void generate_brokenGenerator_isRefused() {
    RandomGenerator onlyZero = () -> 0L;
    assertThatThrownBy(() -> PrivateKey.generate(onlyZero))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("random generator");
  }

  @Test
  void publicKey_takesBothForms() {
    PublicKey key = Secp256k1.bouncyCastle().publicKey(PrivateKey.generate(seed.random()));
    byte[] bytes = key.bytes();
    byte[] coordinates = Arrays.copyOfRange(bytes, 1, bytes.length);
    assertThat(PublicKey.ofBytes(bytes)).isEqualTo(key).hasSameHashCodeAs(key);
    assertThat(PublicKey.ofBytes(coordinates)).isEqualTo(key);
  }

  @Test
  void publicKey_offTheCurve_isRefused() {
    byte[] bytes = Secp256k1.bouncyCastle().publicKey(PrivateKey.generate(seed.random())).bytes();
    bytes[64] ^= 1;
    assertThatThrownBy(() -> PublicKey.ofBytes(bytes)).isInstanceOf(InvalidKeyException.class);
    byte[] hybrid = bytes.clone();
    hybrid[0] = 6;
    assertThatThrownBy(() -> PublicKey.ofBytes(hybrid)).isInstanceOf(InvalidKeyException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 26, 29, 30, 31, 35, 127, 128, 255})
  void signature_otherV_isRefused(int v) {
    byte[] bytes = new byte[Signature.LENGTH];
    bytes[64] = (byte) v;
    assertThatThrownBy(() -> Signature.ofBytes(bytes))
        .isInstanceOf(InvalidSignatureException.class)
        .hasMessageContaining("not " + v);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 66, 130})
  void signature_otherLength_isRefused(int length) {
    assertThatThrownBy(() -> Signature.parse(Hex.of(new byte[length])))
        .isInstanceOf(InvalidSignatureException.class)
        .hasMessageContaining("" + length);
  }

  @Test
  void signature_bothFormsOfV_areEqualAndWrittenAs27Or28() {
    String rs = "0x" + "11".repeat(64);
    assertThat(Signature.parse(rs + "00"))
        .isEqualTo(Signature.parse(rs + "1b"))
        .hasToString(rs + "1b");
    assertThat(Signature.parse(rs + "01"))
        .isEqualTo(Signature.parse(rs + "1C"))
        .hasToString(rs + "1c")
        .isNotEqualTo(Signature.parse(rs + "00"));
    assertThat(Signature.parse(rs + "01").recoveryId()).isEqualTo(1);
  }

  @Test
  void garbage_throwsOnlyProtocolErrors() {
    Random random = seed.random();
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes =
          new byte
              [switch (random.nextInt(4)) {
                case 0 -> 32;
                case 1 -> 64;
                case 2 -> 65;
                default -> random.nextInt(100);
              }];
      random.nextBytes(bytes);
      char[] text = Hex.of(bytes).toCharArray();
      text[random.nextInt(text.length)] = (char) random.nextInt(0x10000);
      refusedOrRead(bytes, Signature::ofBytes);
      refusedOrRead(bytes, PrivateKey::ofBytes);
      refusedOrRead(bytes, PublicKey::ofBytes);
      refusedOrRead(new String(text), Signature::parse);
      refusedOrRead(new String(text), PrivateKey::parse);
    }
  }

  private <T> void refusedOrRead(T input, Function<T, Object> decoder) {
    try {
      assertThat(decoder.apply(input)).isNotNull();
    } catch (ProtocolException refused) {
      assertThat(refused.getMessage()).as(seed.toString()).isNotEmpty();
    }
  }
}
