package dev.croupier.host.guard;

import dev.croupier.protocol.Amount;
import java.util.Map;

/**
 * What an operator lets a seat spend. Assets that are not listed may not be spent at all.
 *
 * @param allowance the most the seat pays into one session, by asset, whole units
 * @param maxTransfer the most one transfer pays, by asset, whole units
 */
public record SpendingLimits(Map<String, Amount> allowance, Map<String, Amount> maxTransfer) {

  /** Nothing may be spent. */
  public static final SpendingLimits NOTHING = new SpendingLimits(Map.of(), Map.of());

  /** Copies the maps. */
  public SpendingLimits {
    allowance = Map.copyOf(allowance);
    maxTransfer = Map.copyOf(maxTransfer);
  }

  Amount allowanceOf(String asset) {
    return allowance.getOrDefault(asset, Amount.ZERO);
  }

  Amount maxTransferOf(String asset) {
    return maxTransfer.getOrDefault(asset, Amount.ZERO);
  }
}
