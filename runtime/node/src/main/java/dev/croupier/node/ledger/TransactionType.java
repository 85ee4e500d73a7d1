package dev.croupier.node.ledger;

import java.util.Locale;
import java.util.Optional;

/** Kinds of ledger transactions (clearnode-0.x 8.9). The escrow kinds belong to channels. */
public enum TransactionType {
  /** Between the unified balances of two wallets. */
  TRANSFER,
  /** Into a wallet from outside; here, from the faucet. */
  DEPOSIT,
  /** Out of a wallet to a chain. */
  WITHDRAWAL,
  /** From a wallet into an app session. */
  APP_DEPOSIT,
  /** From an app session back to a wallet. */
  APP_WITHDRAWAL,
  /** Into a channel (S0.5). */
  ESCROW_LOCK,
  /** Out of a channel (S0.5). */
  ESCROW_UNLOCK;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /**
   * @return the name on the wire, such as {@code app_deposit}
   */
  public String wireName() {
    return wireName;
  }

  /**
   * @param wireName a name on the wire
   * @return the kind of that name, or empty
   */
  public static Optional<TransactionType> ofWireName(String wireName) {
    for (TransactionType type : values()) {
      if (type.wireName.equals(wireName)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
