package dev.croupier.host;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.AssetAmount;
import java.util.ArrayList;
import java.util.List;

/**
 * The payments of a seat that are known to be booked, so that one whose answer was lost is not
 * taken for another just like it. Runs on the seat's loop.
 */
final class PaymentBook {

  /** The node's clock may differ by half of this; payments are searched for from then on. */
  private static final long CLOCKS_MS = 20_000;

  /** Nothing older than this is looked for as a rule, since a connection is back by then. */
  private static final int MOST_KEPT = 10_000;

  private final List<Confirmed> confirmed = new ArrayList<>();

  /**
   * A payment.
   *
   * @param receiver who is paid
   * @param amount how much of what
   */
  record Entry(Address receiver, AssetAmount amount) {}

  private record Confirmed(Entry payment, long askedAtMs, long doneAtMs) {}

  void confirmed(Entry payment, long askedAtMs, long doneAtMs) {
    if (confirmed.size() == MOST_KEPT) {
      confirmed.removeFirst();
    }
    confirmed.add(new Confirmed(payment, askedAtMs, doneAtMs));
  }

  /**
   * Says what a number of bookings means.
   *
   * @param payment what was asked for
   * @param askedAtMs when
   * @param booked how many payments like it the node has booked since, or shortly before
   * @return whether this one is among them
   */
  Finding<Entry> judge(Entry payment, long askedAtMs, int booked) {
    int since = 0;
    int maybe = 0;
    for (Confirmed other : confirmed) {
      if (other.payment().equals(payment)) {
        if (other.askedAtMs() >= askedAtMs) {
          since++;
        } else if (other.doneAtMs() >= askedAtMs - CLOCKS_MS) {
          maybe++;
        }
      }
    }
    String text = "a payment of " + payment.amount() + " to " + payment.receiver();
    if (booked > since + maybe) {
      return new Finding.Done<>(payment);
    }
    return booked > since
        ? new Finding.Unsure<>(text + " was booked, maybe an earlier one")
        : new Finding.NotYet<>(text + " was not booked");
  }
}
