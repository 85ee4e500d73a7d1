package dev.croupier.protocol;

import java.util.Objects;

/**
 * So much of an asset.
 *
 * @param asset the symbol, exact in its letter case (clearnode-0.x 7.2)
 * @param amount in whole units of the asset
 */
public record AssetAmount(String asset, Amount amount) {
  /** Checks that both are there. */
  public AssetAmount {
    Objects.requireNonNull(asset, "asset");
    Objects.requireNonNull(amount, "amount");
  }

  /** {@code 1.5 usdc}. */
  @Override
  public String toString() {
    return amount + " " + asset;
  }
}
