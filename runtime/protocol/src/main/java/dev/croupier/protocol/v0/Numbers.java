package dev.croupier.protocol.v0;

import dev.croupier.protocol.Amount;
import dev.croupier.protocol.json.JsonArray;
import dev.croupier.protocol.json.JsonException;
import dev.croupier.protocol.json.JsonNumber;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import java.math.BigDecimal;
import java.util.OptionalLong;

/** How the numbers in params are taken. */
enum Numbers {
  /** To the digit, as in answers. */
  EXACT {
    @Override
    OptionalLong integer(JsonNumber number, boolean signed) {
      try {
        return inRange(number.toBigDecimal(), signed);
      } catch (JsonException beyondAnyInteger) {
        return OptionalLong.empty();
      }
    }

    @Override
    Amount amount(String number) {
      return Amount.parse(number);
    }
  },
  /** Through a 64-bit float and back, as in the params the Go server reads (clearnode-0.x 3.4). */
  FLOAT {
    @Override
    OptionalLong integer(JsonNumber number, boolean signed) {
      double value = number.toDouble();
      boolean negativeZero = value == 0 && 1 / value < 0;
      if (Double.isInfinite(value) || (negativeZero && !signed)) {
        return OptionalLong.empty();
      }
      return inRange(new BigDecimal(value), signed);
    }

    @Override
    Amount amount(String number) {
      return Amount.parseJsonNumber(number);
    }
  };

  /** The number as an integer of up to 63 bits; empty if it is none, or negative and unsigned. */
  abstract OptionalLong integer(JsonNumber number, boolean signed);

  /** The text of a number as an amount. */
  abstract Amount amount(String number);

  private static OptionalLong inRange(BigDecimal value, boolean signed) {
    if (value.signum() < 0 && !signed) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(value.longValueExact());
    } catch (ArithmeticException fractionOrTooLarge) {
      return OptionalLong.empty();
    }
  }

  /** True if no number anywhere in the value overflows a 64-bit float. */
  static boolean allFitFloats(JsonValue value) {
    return switch (value) {
      case JsonObject object -> object.members().values().stream().allMatch(Numbers::allFitFloats);
      case JsonArray array -> array.elements().stream().allMatch(Numbers::allFitFloats);
      case JsonNumber number -> !Double.isInfinite(number.toDouble());
      default -> true;
    };
  }
}
