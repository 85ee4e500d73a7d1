package dev.croupier.host;

import dev.croupier.host.guard.SessionFacts;
import dev.croupier.host.guard.ShareRefused;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Amount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everybody's share after a deposit or a withdrawal, told by what is added or taken. */
final class SharesAfter {

  private SharesAfter() {}

  /**
   * @param session the session before
   * @param amounts what is added or taken, by participant and asset
   * @param deposit whether it is added
   * @return all shares afterwards, every participant among them
   */
  static List<Allocation> of(SessionFacts session, List<Allocation> amounts, boolean deposit) {
    List<Allocation> before =
        session.shares().orElseThrow(() -> new ShareRefused.SharesUnknown(session.id()));
    return of(before, session.definition().participants(), amounts, deposit);
  }

  /**
   * @param before everybody's share before
   * @param participants who has to be listed
   * @param amounts what is added or taken, by participant and asset
   * @param deposit whether it is added
   * @return all shares afterwards
   */
  static List<Allocation> of(
      List<Allocation> before,
      List<Address> participants,
      List<Allocation> amounts,
      boolean deposit) {
    Map<Place, Amount> shares = new LinkedHashMap<>();
    before.forEach(share -> shares.put(Place.of(share), share.amount()));
    for (Allocation change : amounts) {
      Amount amount = deposit ? change.amount() : change.amount().negate();
      shares.merge(Place.of(change), amount, Amount::plus);
    }
    for (Address participant : participants) {
      boolean listed = shares.keySet().stream().anyMatch(p -> p.wallet().equals(participant));
      if (!listed) {
        amounts.stream()
            .findFirst()
            .ifPresent(change -> shares.put(new Place(participant, change.asset()), Amount.ZERO));
      }
    }
    return shares.entrySet().stream()
        .map(e -> new Allocation(e.getKey().wallet(), e.getKey().asset(), e.getValue()))
        .toList();
  }

  private record Place(Address wallet, String asset) {
    static Place of(Allocation share) {
      return new Place(share.participant(), share.asset());
    }
  }
}
