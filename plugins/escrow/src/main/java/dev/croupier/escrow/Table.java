package dev.croupier.escrow;

import dev.croupier.app.Allocation;
import dev.croupier.app.Session;
import dev.croupier.app.SessionTerms;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * Who sits where, and how the money may be shared out. The buyer, the seller and the mediator come
 * in this order; only the buyer has put something in.
 *
 * @param buyer its wallet
 * @param seller its wallet
 * @param mediator its wallet
 * @param asset what is paid with
 * @param price what the buyer has put in
 */
record Table(String buyer, String seller, String mediator, String asset, BigDecimal price) {

  private static final int PARTIES = 3;
  private static final BigDecimal HUNDRED = new BigDecimal(100);

  static Table of(Session session) {
    return of(session.terms(), session.allocations());
  }

  private static Table of(SessionTerms terms, List<Allocation> allocations) {
    List<String> wallets = terms.participants();
    BigDecimal price =
        allocations.stream().map(Allocation::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    return new Table(
        wallets.get(0), wallets.get(1), wallets.get(2), allocations.getFirst().asset(), price);
  }

  /** Three take part, only the first pays, and nobody decides alone. */
  static boolean isFair(SessionTerms terms, List<Allocation> allocations) {
    return terms.participants().size() == PARTIES
        && terms.weights().stream().allMatch(weight -> weight < terms.quorum())
        && allocations.stream()
            .allMatch(
                share ->
                    share.participant().equals(terms.participants().getFirst())
                        || share.amount().signum() == 0);
  }

  /** Everything to the seller: the goods are as they should be. */
  List<Allocation> paid() {
    return shares(BigDecimal.ZERO);
  }

  /** Some percent back to the buyer, rounded down to the asset's smallest unit (6 decimals). */
  List<Allocation> shared(int percentToBuyer) {
    return shares(
        price.multiply(BigDecimal.valueOf(percentToBuyer)).divide(HUNDRED, 6, RoundingMode.DOWN));
  }

  private List<Allocation> shares(BigDecimal toBuyer) {
    return List.of(
        new Allocation(buyer, asset, toBuyer),
        new Allocation(seller, asset, price.subtract(toBuyer)),
        new Allocation(mediator, asset, BigDecimal.ZERO));
  }

  /** How much somebody gets of these shares. */
  static BigDecimal partOf(String wallet, List<Allocation> shares) {
    return shares.stream()
        .filter(share -> share.participant().equals(wallet))
        .map(Allocation::amount)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Whether these shares leave everything to one of the three. */
  boolean isAllTo(String wallet, List<Allocation> shares) {
    return partOf(wallet, shares).compareTo(price) == 0;
  }
}
