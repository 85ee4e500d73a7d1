package dev.croupier.protocol.v0.ledger;

import dev.croupier.protocol.v0.ServerVersion;
import java.util.Locale;
import java.util.Optional;

/** Why money moved (clearnode-0.x 7.3, 8.9). */
public enum TransactionType {
  TRANSFER,
  DEPOSIT,
  WITHDRAWAL,
  APP_DEPOSIT,
  APP_WITHDRAWAL,
  /** S0.5 only. */
  ESCROW_LOCK,
  /** S0.5 only. */
  ESCROW_UNLOCK;

  /** The type on the wire. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The oldest server that has it. */
  public ServerVersion since() {
    return this == ESCROW_LOCK || this == ESCROW_UNLOCK ? ServerVersion.S0_5 : ServerVersion.S0_3;
  }

  /** The type of exactly this name; empty if there is none. */
  public static Optional<TransactionType> of(String wireName) {
    for (TransactionType type : values()) {
      if (type.wireName().equals(wireName)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
