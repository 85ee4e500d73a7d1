package dev.croupier.host.delivery;

import dev.croupier.app.CroupierException;

/** Limits of delivery that let nothing through. */
public final class DeliveryLimitsException extends CroupierException {
  private static final long serialVersionUID = 1L;

  DeliveryLimitsException(String message) {
    super(message);
  }
}
