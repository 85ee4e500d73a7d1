package dev.croupier.node.ledger;

import dev.croupier.app.CroupierException;

/**
 * A change would have broken the books: an overdrawn share, or shares that do not add up. It means
 * that a rule above the ledger is missing; the change is undone.
 */
public final class LedgerInvariantException extends CroupierException {
  private static final long serialVersionUID = 1L;

  LedgerInvariantException(String message) {
    super(message);
  }
}
