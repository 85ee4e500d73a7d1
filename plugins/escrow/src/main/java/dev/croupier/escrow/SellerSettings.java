package dev.croupier.escrow;

import java.util.Optional;

/**
 * The {@code settings} of a seller's seat.
 *
 * @param handling milliseconds until the delivery, 0 if left out
 * @param delivers whether it delivers at all; true if left out
 * @param refunds whether it gives the money back when the buyer complains, instead of waiting for
 *     the mediator; false if left out
 */
public record SellerSettings(
    Optional<Long> handling, Optional<Boolean> delivers, Optional<Boolean> refunds) {}
