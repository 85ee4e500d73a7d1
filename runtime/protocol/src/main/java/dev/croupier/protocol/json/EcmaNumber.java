package dev.croupier.protocol.json;

import java.math.BigDecimal;

/**
 * Prints 64-bit floats as ECMAScript does (Number::toString): the shortest digits that read back to
 * the same float, plain up to 21 integer digits and down to 0.000001, with an exponent beyond.
 */
final class EcmaNumber {
  private EcmaNumber() {}

  /** The text {@code JSON.stringify} writes for {@code value}; {@code null} if it is not finite. */
  static String text(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return "null";
    }
    if (value == 0) {
      return "0";
    }
    String unsigned = positive(Math.abs(value));
    return value < 0 ? "-" + unsigned : unsigned;
  }

  private static String positive(double value) {
    BigDecimal shortest = shortest(value);
    String digits = shortest.unscaledValue().toString();
    // The value is 0.digits times ten to the power of point.
    int point = digits.length() - shortest.scale();
    if (point > 21 || point <= -6) {
      return exponential(digits, point - 1);
    }
    if (point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    if (point >= digits.length()) {
      return digits + "0".repeat(point - digits.length());
    }
    return digits.substring(0, point) + "." + digits.substring(point);
  }

  private static String exponential(String digits, int exponent) {
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return mantissa + (exponent < 0 ? "e" : "e+") + exponent;
  }

  /**
   * Java prints the shortest digits too, except that it never prints fewer than two: where one
   * digit would do, it may print two others (4.9E-324 instead of 5E-324).
   */
  private static BigDecimal shortest(double value) {
    BigDecimal printed = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (printed.precision() != 2) {
      return printed;
    }
    BigDecimal step = BigDecimal.valueOf(1, printed.scale() - 1);
    BigDecimal below = printed.divideToIntegralValue(step).multiply(step);
    BigDecimal above = below.add(step);
    BigDecimal exact = new BigDecimal(value);
    boolean belowReadsBack = below.signum() > 0 && below.doubleValue() == value;
    boolean aboveReadsBack = above.doubleValue() == value;
    if (belowReadsBack && aboveReadsBack) {
      boolean belowIsNearer = exact.subtract(below).compareTo(above.subtract(exact)) <= 0;
      return (belowIsNearer ? below : above).stripTrailingZeros();
    }
    if (belowReadsBack || aboveReadsBack) {
      return (belowReadsBack ? below : above).stripTrailingZeros();
    }
    return printed;
  }
}
