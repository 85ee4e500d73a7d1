package dev.croupier.escrow;

import java.math.BigDecimal;

/**
 * What the mediator has decided.
 *
 * @param toBuyer what the buyer gets back, decimal text
 * @param toSeller what the seller gets, decimal text
 */
public record Ruling(String toBuyer, String toSeller) {

  static Ruling of(BigDecimal toBuyer, BigDecimal toSeller) {
    return new Ruling(text(toBuyer), text(toSeller));
  }

  private static String text(BigDecimal amount) {
    return amount.stripTrailingZeros().toPlainString();
  }
}
