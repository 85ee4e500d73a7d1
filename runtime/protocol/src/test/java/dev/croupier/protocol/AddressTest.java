package dev.croupier.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.crypto.Keys;

class AddressTest {
  private final Seed seed = Seed.any();

  @Test
  void everyLetterCaseIsTheSameAddressAndPrintsAsEip55() {
    Random random = seed.random();
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = new byte[Address.LENGTH];
      random.nextBytes(bytes);
      Address address = Address.ofBytes(bytes);
      String text = address.toString();
      String digits = text.substring(2);
      assertThat(text).as(seed.toString()).isEqualTo(Keys.toChecksumAddress(Hex.of(bytes)));
      assertThat(Address.parse(text)).as(seed.toString()).isEqualTo(address);
      assertThat(Address.parse("0x" + digits.toLowerCase(Locale.ROOT))).isEqualTo(address);
      assertThat(Address.parse("0x" + digits.toUpperCase(Locale.ROOT)))
          .isEqualTo(address)
          .hasSameHashCodeAs(address)
          .isEqualByComparingTo(address)
          .hasToString(text);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0x",
        "463eE247dD2E31A546Cb6aa0bb7E97a629380B72",
        "0X463eE247dD2E31A546Cb6aa0bb7E97a629380B72",
        "0x463eE247dD2E31A546Cb6aa0bb7E97a629380B7",
        "0x463eE247dD2E31A546Cb6aa0bb7E97a629380B722",
        "0x463eE247dD2E31A546Cb6aa0bb7E97a629380B7g",
        " 0x463eE247dD2E31A546Cb6aa0bb7E97a629380B7",
        "0x463eE247dD2E31A546Cb6aa0bb7E97a629380B\uff11\uff12"
      })
  void parse_otherText_isRefused(String text) {
    assertThatThrownBy(() -> Address.parse(text))
        .isInstanceOf(InvalidAddressException.class)
        .hasMessageContaining(text);
  }

  @Test
  void shortTextKeepsBothEnds() {
    assertThat(Address.parse("0x463ee247dd2e31a546cb6aa0bb7e97a629380b72").shortText())
        .isEqualTo("0x463e…0B72");
  }

  @Test
  void valueCannotBeChangedFromOutside() {
    byte[] bytes = new byte[Address.LENGTH];
    Address address = Address.ofBytes(bytes);
    bytes[0] = 1;
    address.bytes()[1] = 1;
    assertThat(address).isEqualTo(Address.ZERO);
  }

  @Test
  void garbage_throwsOnlyProtocolErrors() {
    Random random = seed.random();
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(140)];
      random.nextBytes(bytes);
      String text = i % 2 == 0 ? Hex.of(bytes) : mutated(Hex.of(bytes), random);
      refusedOrRead(text, Address::parse);
      refusedOrRead(text, Hash32::parse);
      refusedOrRead(text, SessionId::parse);
      refusedOrRead(text, Hex::parse);
      refusedOrRead(text, t -> Address.ofBytes(bytes));
      refusedOrRead(text, t -> Hash32.ofBytes(bytes));
      refusedOrRead(text, t -> Address.ofPublicKey(bytes));
    }
  }

  private static String mutated(String text, Random random) {
    char[] chars = text.toCharArray();
    chars[random.nextInt(chars.length)] = (char) random.nextInt(0x10000);
    return new String(chars);
  }

  private void refusedOrRead(String text, Function<String, Object> decoder) {
    try {
      assertThat(decoder.apply(text)).isNotNull();
    } catch (ProtocolException refused) {
      assertThat(refused.getMessage()).as("%s %s", seed, text).isNotEmpty();
    }
  }

  @Test
  void sessionIdIsWrittenInLowerCase() {
    String upper = "0x" + "AB".repeat(32);
    assertThat(SessionId.parse(upper))
        .hasToString(upper.toLowerCase(Locale.ROOT))
        .isEqualTo(SessionId.of(Hash32.parse(upper)));
    assertThat(SessionId.parse(upper).shortText()).isEqualTo("0xabab…abab");
  }
}
