package dev.croupier.escrow;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * The {@code settings} of a buyer's seat.
 *
 * @param seller a seat or a contact
 * @param mediator a seat or a contact
 * @param price whole units
 * @param item what is bought
 * @param asset what is paid with, {@code usdc} if left out
 * @param weights of buyer, seller and mediator; 33, 33, 34 if left out
 * @param quorum the weight that decides, 67 if left out
 * @param complaint what is wrong with the goods; the buyer pays if it is left out
 * @param patience milliseconds for the delivery, 60,000 if left out
 */
public record BuyerSettings(
    String seller,
    String mediator,
    BigDecimal price,
    String item,
    Optional<String> asset,
    Optional<List<Long>> weights,
    Optional<Long> quorum,
    Optional<String> complaint,
    Optional<Long> patience) {}
