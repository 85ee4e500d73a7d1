package dev.croupier.node.sessions;

import dev.croupier.node.ledger.AccountId;
import dev.croupier.node.ledger.Ledger;
import dev.croupier.node.ledger.Share;
import dev.croupier.node.ledger.TransactionType;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.v0.ErrorText;
import dev.croupier.rpc.RefusedException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Money out of an open session to its holders (clearnode-0.x 10.3): nobody's share grows, at least
 * one shrinks.
 */
final class WithdrawIntent {
  private final Ledger ledger;

  WithdrawIntent(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * @return the wallets that were paid
   */
  Set<Address> apply(AppSession session, List<Allocation> allocations) {
    Set<Map.Entry<Address, String>> seen = new HashSet<>();
    for (Allocation allocation : allocations) {
      Redistribution.checkOnce(seen, allocation);
      if (loss(session, allocation).signum() < 0) {
        throw new RefusedException(ErrorText.increasedAllocation(allocation.participant()));
      }
    }
    Set<Address> paid = new LinkedHashSet<>();
    for (Allocation allocation : allocations) {
      Redistribution.checkNotNegative(allocation);
      Amount loss = loss(session, allocation);
      if (loss.signum() > 0) {
        Address wallet = allocation.participant();
        Share from = Share.in(session.id(), wallet);
        ledger.move(from, Share.unified(wallet), allocation.asset(), loss, null);
        ledger.recordTransaction(
            TransactionType.APP_WITHDRAWAL,
            from.account(),
            AccountId.of(wallet),
            allocation.asset(),
            loss);
        paid.add(wallet);
      }
    }
    if (paid.isEmpty()) {
      throw new RefusedException(ErrorText.WITHDRAWAL_WITHOUT_SHRINKING);
    }
    return paid;
  }

  private Amount loss(AppSession session, Allocation allocation) {
    Share share = Share.in(session.id(), allocation.participant());
    return ledger.balance(share, allocation.asset()).minus(allocation.amount());
  }
}
