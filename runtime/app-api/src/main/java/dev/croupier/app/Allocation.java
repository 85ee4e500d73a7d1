package dev.croupier.app;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * How much of one asset one participant has in a session.
 *
 * @param participant the wallet, EIP-55 text
 * @param asset the asset's symbol, letter case counts ({@code usdc})
 * @param amount whole units of the asset ({@code 1.5} is one and a half usdc), not negative
 */
public record Allocation(String participant, String asset, BigDecimal amount) {

  /** Checks that no part is missing. */
  public Allocation {
    Objects.requireNonNull(participant, "participant");
    Objects.requireNonNull(asset, "asset");
    Objects.requireNonNull(amount, "amount");
  }

  /**
   * @param participant the wallet, EIP-55 text
   * @param asset the asset's symbol
   * @param amount decimal text in whole units, such as {@code "0.01"}
   * @return the allocation
   * @throws NumberFormatException if {@code amount} is no decimal number
   */
  public static Allocation of(String participant, String asset, String amount) {
    return new Allocation(participant, asset, new BigDecimal(amount));
  }
}
