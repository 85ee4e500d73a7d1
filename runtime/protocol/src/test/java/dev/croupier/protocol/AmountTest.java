package dev.croupier.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTest {
  private final Seed seed = Seed.any();

  @Test
  void agreesWithBigDecimal() {
    Random random = seed.random();
    for (int i = 0; i < 5_000; i++) {
      BigDecimal a = decimal(random);
      BigDecimal b = decimal(random);
      Amount left = Amount.of(a);
      Amount right = Amount.parse(b.toString());
      assertThat(left.toBigDecimal()).as(seed.toString()).isEqualByComparingTo(a);
      assertThat(left.plus(right).toBigDecimal())
          .as(seed.toString())
          .isEqualByComparingTo(a.add(b));
      assertThat(left.minus(right).toBigDecimal())
          .as(seed.toString())
          .isEqualByComparingTo(a.subtract(b));
      assertThat(left.compareTo(right)).as(seed.toString()).isEqualTo(a.compareTo(b));
      assertThat(left.equals(right)).as(seed.toString()).isEqualTo(a.compareTo(b) == 0);
      assertThat(left.signum()).as(seed.toString()).isEqualTo(a.signum());
      assertThat(left.negate().plus(left)).as(seed.toString()).isEqualTo(Amount.ZERO);
    }
  }

  @Test
  void printedFormReadsBackAndIsPlain() {
    Random random = seed.random();
    for (int i = 0; i < 5_000; i++) {
      Amount amount = Amount.of(decimal(random));
      assertThat(amount.toString())
          .as(seed.toString())
          .matches("0|-?(0|[1-9][0-9]*)(\\.[0-9]*[1-9])?")
          .isNotEqualTo("-0");
      assertThat(Amount.parse(amount.toString())).as(seed.toString()).isEqualTo(amount);
      assertThat(Amount.parse(amount.toString()).hashCode())
          .as(seed.toString())
          .isEqualTo(amount.hashCode());
    }
  }

  @Test
  void equalNumbersWrittenDifferentlyAreEqual() {
    assertThat(Amount.parse("1.0")).isEqualTo(Amount.of(1)).hasSameHashCodeAs(Amount.of(1));
    assertThat(Amount.parse("-0.00")).isEqualTo(Amount.ZERO).hasToString("0");
    assertThat(Amount.parse("1e3").scaleNeeded()).isZero();
    assertThat(Amount.parse("1.2300").scaleNeeded()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e1000000000",
        "1e-1000000000",
        "1e99999999999999999999",
        "1e400",
        "1e-401",
        "-1e2147483647",
        "1e-2147483648"
      })
  void parse_beyondBounds_isRefusedCheaply(String text) {
    assertThatThrownBy(() -> Amount.parse(text))
        .isInstanceOf(InvalidAmountException.class)
        .hasMessageContaining(text);
  }

  @Test
  void parse_hugeText_isRefusedWithShortMessage() {
    assertThatThrownBy(() -> Amount.parse("9".repeat(10_000_000)))
        .isInstanceOf(InvalidAmountException.class)
        .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(300));
  }

  @Test
  void boundsAreExact() {
    assertThat(Amount.parse("1e399").toString()).hasSize(400);
    assertThat(Amount.parse("1e-400").scaleNeeded()).isEqualTo(400);
    Amount most = Amount.parse("9".repeat(400));
    assertThatThrownBy(() -> most.plus(Amount.of(1))).isInstanceOf(InvalidAmountException.class);
    assertThatThrownBy(() -> Amount.of(BigDecimal.ONE.scaleByPowerOfTen(400)))
        .isInstanceOf(InvalidAmountException.class);
  }

  @Test
  void zeroWithAnyExponentIsZero() {
    assertThat(Amount.parse("0e999999999")).isEqualTo(Amount.ZERO);
    assertThat(Amount.parse("0.000e-999999")).isEqualTo(Amount.ZERO);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "-0, 0",
    "1e21, 1000000000000000000000",
    "9007199254740993, 9007199254740992",
    "0.1000000000000000055, 0.1",
    "18446744073709551615, 18446744073709552000",
    "1e23, 100000000000000000000000"
  })
  void jsonNumber_isTheFloatTheServerReads(String number, String printed) {
    assertThat(Amount.parseJsonNumber(number)).hasToString(printed);
  }

  @Test
  void jsonNumber_smallestFloats_keepTheirShortestDigits() {
    assertThat(Amount.parseJsonNumber("5e-324")).isEqualTo(Amount.parse("5e-324"));
    assertThat(Amount.parseJsonNumber("2e-323")).isEqualTo(Amount.parse("2e-323"));
    assertThat(Amount.parseJsonNumber("1.5e-323")).isEqualTo(Amount.parse("1.5e-323"));
    assertThat(Amount.parseJsonNumber("1e-400")).isEqualTo(Amount.ZERO);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "+1", ".5", "1.", "01", "1e400", "-1e400", "NaN", "0x1p3", "1f", "1d"})
  void jsonNumber_otherText_isRefused(String number) {
    assertThatThrownBy(() -> Amount.parseJsonNumber(number))
        .isInstanceOf(InvalidAmountException.class);
  }

  @Test
  void jsonNumber_everyFloat_readsBackAsItself() {
    Random random = seed.random();
    for (int i = 0; i < 20_000; i++) {
      double number = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(number)) {
        Amount amount = Amount.parseJsonNumber(Double.toString(number));
        assertThat(amount.toBigDecimal().doubleValue()).as(seed.toString()).isEqualTo(number);
      }
    }
  }

  @Test
  void parse_garbage_throwsOnlyItsOwnError() {
    Random random = seed.random();
    String alphabet = "0123456789.eE+-  _,xabNI\u0661\ud83d\u0000";
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(24); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        Amount amount = Amount.parse(text.toString());
        assertThat(amount.toBigDecimal())
            .as("%s '%s'", seed, text)
            .isEqualByComparingTo(new BigDecimal(text.toString()));
      } catch (InvalidAmountException refused) {
        assertThat(refused.value()).as(seed.toString()).isEqualTo(text.toString());
      }
    }
  }

  private static BigDecimal decimal(Random random) {
    BigInteger digits = new BigInteger(random.nextInt(200), random);
    BigDecimal value = new BigDecimal(digits, random.nextInt(80) - 20);
    return random.nextBoolean() ? value : value.negate();
  }
}
