package dev.croupier.node;

import dev.croupier.app.CroupierException;

/** The faucet was asked for an asset the node does not have, or for nothing. */
public final class InvalidFundingException extends CroupierException {
  private static final long serialVersionUID = 1L;

  InvalidFundingException(String message) {
    super(message);
  }
}
