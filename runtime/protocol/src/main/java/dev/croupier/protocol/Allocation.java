package dev.croupier.protocol;

import java.util.Objects;

/**
 * What one participant holds of one asset inside an app session (clearnode-0.x 10). A value as it
 * stood in a request or an answer: whether the participant belongs to the session and the amount is
 * positive is for the rules of the session to say.
 *
 * @param participant whose share it is
 * @param asset the symbol, exact in its letter case (clearnode-0.x 7.2)
 * @param amount in whole units of the asset
 */
public record Allocation(Address participant, String asset, Amount amount) {
  /** Checks that all three are there. */
  public Allocation {
    Objects.requireNonNull(participant, "participant");
    Objects.requireNonNull(asset, "asset");
    Objects.requireNonNull(amount, "amount");
  }
}
