package dev.croupier.protocol;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An exact decimal number of whole units of an asset (clearnode-0.x 7.1): {@code 1.5} usdc is one
 * and a half. May be negative, since differences are. Immutable; equal when numerically equal.
 *
 * <p>At most {@value #MAX_INTEGER_DIGITS} integer and {@value #MAX_FRACTION_DIGITS} fractional
 * digits, far beyond what any ledger stores and enough for every JSON number, so that hostile text
 * such as {@code 1e1000000000} costs nothing.
 */
public final class Amount implements Comparable<Amount> {
  /** The most digits before the point. */
  public static final int MAX_INTEGER_DIGITS = 400;

  /** The most digits after the point. */
  public static final int MAX_FRACTION_DIGITS = 400;

  /** Nothing. */
  public static final Amount ZERO = new Amount(BigDecimal.ZERO);

  private static final int MAX_TEXT_LENGTH = 1000;

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:[0-9]++\\.?[0-9]*+|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?");

  private static final Pattern JSON_NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][+-]?[0-9]++)?");

  /** Without trailing zeros and with a scale of 0 or more, so that equals is numeric. */
  private final BigDecimal value;

  private Amount(BigDecimal value) {
    this.value = value;
  }

  /**
   * Reads decimal text as the server does: an optional sign, digits with at most one point, an
   * optional exponent; ASCII only, no spaces.
   *
   * @param text for example {@code 1.5}, {@code .5}, {@code 100.}, {@code +1e-3}
   * @return the amount
   * @throws InvalidAmountException if it is not decimal or out of bounds
   */
  public static Amount parse(String text) {
    if (text.length() > MAX_TEXT_LENGTH) {
      throw InvalidAmountException.outOfBounds(text);
    }
    if (!DECIMAL.matcher(text).matches()) {
      throw InvalidAmountException.notDecimal(text);
    }
    try {
      return bounded(new BigDecimal(text), text);
    } catch (NumberFormatException exponentTooBig) {
      throw InvalidAmountException.outOfBounds(text);
    }
  }

  /**
   * Reads the text of a JSON number. It first becomes a 64-bit float, as every number in a request
   * does in the server (clearnode-0.x 3.4): {@code 9007199254740993} is one less.
   *
   * @param number the number as it stood in the JSON text
   * @return the amount the server would book
   * @throws InvalidAmountException if it is not a JSON number or beyond a float
   */
  public static Amount parseJsonNumber(String number) {
    if (number.length() > MAX_TEXT_LENGTH) {
      throw InvalidAmountException.outOfBounds(number);
    }
    if (!JSON_NUMBER.matcher(number).matches()) {
      throw InvalidAmountException.notDecimal(number);
    }
    double rounded = Double.parseDouble(number);
    if (Double.isInfinite(rounded)) {
      throw InvalidAmountException.outOfBounds(number);
    }
    return bounded(shortestDecimal(rounded), number);
  }

  /**
   * @param value any decimal
   * @return the same number
   * @throws InvalidAmountException if it is out of bounds
   */
  public static Amount of(BigDecimal value) {
    return bounded(value, null);
  }

  /**
   * @param wholeUnits any number of whole units
   * @return the same number
   */
  public static Amount of(long wholeUnits) {
    return wholeUnits == 0 ? ZERO : new Amount(BigDecimal.valueOf(wholeUnits));
  }

  private static Amount bounded(BigDecimal value, @Nullable String text) {
    if (value.signum() == 0) {
      return ZERO;
    }
    long integerDigits = (long) value.precision() - value.scale();
    if (integerDigits > MAX_INTEGER_DIGITS || value.scale() > MAX_TEXT_LENGTH) {
      throw InvalidAmountException.outOfBounds(shown(value, text));
    }
    BigDecimal stripped = value.stripTrailingZeros();
    if (stripped.scale() > MAX_FRACTION_DIGITS) {
      throw InvalidAmountException.outOfBounds(shown(value, text));
    }
    return new Amount(stripped.scale() < 0 ? stripped.setScale(0) : stripped);
  }

  private static String shown(BigDecimal value, @Nullable String text) {
    return Objects.requireNonNullElseGet(text, value::toString);
  }

  /**
   * The shortest decimal that reads back as this float. {@link Double#toString} never prints fewer
   * than two digits, which for the very smallest numbers are not the digits Go and ECMAScript print
   * ({@code 4.9E-324} for {@code 5e-324}).
   */
  private static BigDecimal shortestDecimal(double number) {
    BigDecimal decimal = new BigDecimal(Double.toString(number));
    if (Math.abs(number) < Double.MIN_NORMAL && decimal.precision() == 2) {
      BigDecimal oneDigit = decimal.round(new MathContext(1, RoundingMode.HALF_EVEN));
      if (oneDigit.doubleValue() == number) {
        return oneDigit;
      }
    }
    return decimal;
  }

  /**
   * @param other what to add
   * @return the exact sum
   * @throws InvalidAmountException if the sum is out of bounds
   */
  public Amount plus(Amount other) {
    return bounded(value.add(other.value), null);
  }

  /**
   * @param other what to take away
   * @return the exact difference, which may be negative
   * @throws InvalidAmountException if the difference is out of bounds
   */
  public Amount minus(Amount other) {
    return bounded(value.subtract(other.value), null);
  }

  /** The same size with the other sign. */
  public Amount negate() {
    return value.signum() == 0 ? this : new Amount(value.negate());
  }

  /** -1, 0 or 1 for negative, zero, positive. */
  public int signum() {
    return value.signum();
  }

  /** How many fractional digits the number needs, trailing zeros not counted: 0 or more. */
  public int scaleNeeded() {
    return value.scale();
  }

  /** The number without trailing zeros, its scale 0 or more. */
  public BigDecimal toBigDecimal() {
    return value;
  }

  @Override
  public int compareTo(Amount other) {
    return value.compareTo(other.value);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Amount amount && value.equals(amount.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /** As the server prints it: no exponent, no trailing zeros, no {@code +} (clearnode-0.x 7.1). */
  @Override
  public String toString() {
    return value.toPlainString();
  }
}
