package dev.croupier.protocol.json;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * A JSON number as it was written. Nothing is rounded until somebody asks for a {@code double}.
 *
 * @param text the number in JSON's grammar, for example {@code -1.50e+3}
 */
public record JsonNumber(String text) implements JsonValue {
  /** Exponents beyond this make decimals that are expensive to touch; see {@link #toBigDecimal}. */
  private static final int HIGHEST_EXPONENT = 1_000;

  /**
   * Checks the grammar.
   *
   * @throws JsonSyntaxException if {@code text} is not a JSON number
   */
  public JsonNumber {
    Objects.requireNonNull(text, "text");
    if (!isNumber(text)) {
      throw new JsonSyntaxException(0, "a number was expected");
    }
  }

  /** The number that stands for {@code value}. */
  public static JsonNumber of(long value) {
    return new JsonNumber(Long.toString(value));
  }

  /** The number that stands for {@code value}, a signed 64-bit pattern read as unsigned. */
  public static JsonNumber ofUnsigned(long value) {
    return new JsonNumber(Long.toUnsignedString(value));
  }

  @Override
  public JsonKind kind() {
    return JsonKind.NUMBER;
  }

  /**
   * The nearest 64-bit float, as JavaScript and the Go server read it; infinite when the number is
   * too large for one.
   */
  public double toDouble() {
    return Double.parseDouble(text);
  }

  /**
   * The exact value.
   *
   * @throws JsonLimitException if the exponent is beyond ±1000, so that a short text cannot make a
   *     number of a billion digits
   */
  public BigDecimal toBigDecimal() {
    int e = Math.max(text.indexOf('e'), text.indexOf('E'));
    if (e >= 0 && exponentTooLarge(text.substring(e + 1))) {
      throw new JsonLimitException("number exponent", HIGHEST_EXPONENT);
    }
    return new BigDecimal(text);
  }

  private static boolean isNumber(String text) {
    int i = text.startsWith("-") ? 1 : 0;
    int integerEnd = digits(text, i);
    if (integerEnd == i || (text.charAt(i) == '0' && integerEnd > i + 1)) {
      return false;
    }
    i = integerEnd;
    if (i < text.length() && text.charAt(i) == '.') {
      int fractionEnd = digits(text, i + 1);
      if (fractionEnd == i + 1) {
        return false;
      }
      i = fractionEnd;
    }
    if (i < text.length() && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
      boolean signed = i + 1 < text.length() && "+-".indexOf(text.charAt(i + 1)) >= 0;
      int exponent = signed ? i + 2 : i + 1;
      i = digits(text, exponent);
      if (i == exponent) {
        return false;
      }
    }
    return i == text.length();
  }

  /** Where the run of digits that begins at {@code from} ends. */
  private static int digits(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  private static boolean exponentTooLarge(String exponent) {
    String digits = exponent.replaceFirst("^[+-]?0*", "");
    return digits.length() > 4
        || (!digits.isEmpty() && Integer.parseInt(digits) > HIGHEST_EXPONENT);
  }
}
