package dev.croupier.host;

import dev.croupier.client.NodeConnection;
import dev.croupier.client.Payment;
import dev.croupier.client.SessionSnapshot;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Finds out at the node what became of a call whose answer was lost. Changes nothing; futures fail
 * if the node cannot be asked, and complete on any thread.
 */
final class CallSearch {

  /** How far the node's clock may be behind. */
  private static final Duration CLOCK_DIFFERENCE = Duration.ofSeconds(10);

  private final SeatContext seat;

  CallSearch(SeatContext seat) {
    this.seat = seat;
  }

  private NodeConnection node() {
    return seat.connection();
  }

  /**
   * @return the session, empty if the node knows none of that id
   */
  CompletableFuture<Optional<SessionSnapshot>> session(SessionId id) {
    return node().session(id);
  }

  /** Whether a session holds what a call wanted it to hold. */
  static boolean holds(SessionSnapshot session, List<Allocation> wanted) {
    return session.allocations().map(now -> sums(now).equals(sums(wanted))).orElse(false);
  }

  private static Map<Map.Entry<Address, String>, Amount> sums(List<Allocation> shares) {
    Map<Map.Entry<Address, String>, Amount> sums = new HashMap<>();
    for (Allocation share : shares) {
      if (share.amount().signum() != 0) {
        sums.merge(Map.entry(share.participant(), share.asset()), share.amount(), Amount::plus);
      }
    }
    return sums;
  }

  /**
   * @param receiver who is paid
   * @param amount how much of what
   * @param askedAtMs when it was asked for
   * @return the payments like it the node has booked since then, or shortly before
   */
  CompletableFuture<List<Payment>> payments(Address receiver, AssetAmount amount, long askedAtMs) {
    return node()
        .payments(Instant.ofEpochMilli(askedAtMs).minus(CLOCK_DIFFERENCE))
        .thenApply(
            payments ->
                payments.stream()
                    .filter(payment -> payment.sender().equals(seat.wallet()))
                    .filter(payment -> payment.receiver().equals(receiver))
                    .filter(payment -> payment.amount().equals(amount))
                    .toList());
  }
}
