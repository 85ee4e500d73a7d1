package dev.croupier.host;

import dev.croupier.host.journal.PaidMemory;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.AssetAmount;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The payments of a seat, so that one whose answer was lost is not taken for another just like it.
 * Those of not long before a restart are in the journal. Runs on the seat's loop.
 */
final class PaymentBook {

  /** The node's clock may differ by half of this; payments are searched for from then on. */
  private static final long CLOCKS_MS = 20_000;

  /** Nothing older than this is looked for as a rule, since a connection is back by then. */
  private static final int MOST_KEPT = 10_000;

  private final List<Line> lines = new ArrayList<>();

  /**
   * A payment.
   *
   * @param receiver who is paid
   * @param amount how much of what
   */
  record Entry(Address receiver, AssetAmount amount) {}

  /** One payment that was asked for. */
  static final class Line {
    private final Entry payment;
    private final long askedAtMs;
    private Standing standing = Standing.UNDER_WAY;
    private long doneAtMs = Long.MAX_VALUE;

    private Line(Entry payment, long askedAtMs) {
      this.payment = payment;
      this.askedAtMs = askedAtMs;
    }

    /** Its answer was lost; from now on it is looked for. */
    void lost() {
      standing = Standing.LOST;
    }

    /** It was booked, at the latest at that time. */
    void booked(long atMs) {
      standing = Standing.BOOKED;
      doneAtMs = atMs;
    }

    /** Nobody can tell whether it was booked; it was until then if at all. */
    void uncertain(long untilMs) {
      standing = Standing.UNCERTAIN;
      doneAtMs = untilMs;
    }

    private boolean maybeSince(long atMs) {
      return standing == Standing.UNDER_WAY
          || (standing != Standing.LOST && doneAtMs >= atMs - CLOCKS_MS);
    }
  }

  private enum Standing {
    UNDER_WAY,
    LOST,
    BOOKED,
    UNCERTAIN
  }

  /** A payment is about to leave. */
  Line asked(Entry payment, long askedAtMs) {
    Line line = new Line(payment, askedAtMs);
    lines.add(line);
    if (lines.size() > MOST_KEPT) {
      forgetOne();
    }
    return line;
  }

  private void forgetOne() {
    for (Iterator<Line> all = lines.iterator(); all.hasNext(); ) {
      Line line = all.next();
      if (line.standing == Standing.BOOKED || line.standing == Standing.UNCERTAIN) {
        all.remove();
        return;
      }
    }
  }

  /** A payment was not booked and will not be. */
  void notBooked(Line line) {
    lines.remove(line);
  }

  /** Takes in what an earlier process has paid. */
  void restore(List<PaidMemory> paid) {
    for (PaidMemory payment : paid) {
      Line line =
          asked(
              new Entry(
                  Address.parse(payment.destination()),
                  new AssetAmount(payment.asset(), Amount.parse(payment.amount()))),
              payment.askedAtMs());
      if (payment.certain()) {
        line.booked(payment.doneAtMs());
      } else {
        line.uncertain(payment.doneAtMs());
      }
    }
  }

  /**
   * Says what a number of bookings means. Of several whose answers were lost each may be any of
   * them, since they are alike.
   *
   * @param line a payment whose answer was lost
   * @param booked how many payments like it the node has booked since it was asked for, or shortly
   *     before
   * @return whether this one is among them
   */
  Finding<Entry> judge(Line line, int booked) {
    int since = 0;
    int maybe = 0;
    for (Line other : lines) {
      if (other != line && other.payment.equals(line.payment)) {
        if (other.standing == Standing.BOOKED && other.askedAtMs >= line.askedAtMs) {
          since++;
        } else if (other.maybeSince(line.askedAtMs)) {
          maybe++;
        }
      }
    }
    String text = "a payment of " + line.payment.amount() + " to " + line.payment.receiver();
    if (booked > since + maybe) {
      return new Finding.Done<>(line.payment);
    }
    return booked > since
        ? new Finding.Unsure<>(text + " was booked, maybe another one like it")
        : new Finding.NotYet<>(text + " was not booked");
  }
}
