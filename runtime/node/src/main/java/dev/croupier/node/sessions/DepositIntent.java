package dev.croupier.node.sessions;

import dev.croupier.node.auth.Signers;
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
import org.jspecify.annotations.Nullable;

/**
 * More money into an open session (clearnode-0.x 10.3): nobody's share shrinks, at least one grows,
 * and whoever pays has signed.
 */
final class DepositIntent {
  private final Ledger ledger;
  private final Spending spending;

  DepositIntent(Ledger ledger, Spending spending) {
    this.ledger = ledger;
    this.spending = spending;
  }

  /**
   * @return the wallets that paid
   */
  Set<Address> apply(AppSession session, List<Allocation> allocations, Signers signers) {
    Set<Map.Entry<Address, String>> seen = new HashSet<>();
    for (Allocation allocation : allocations) {
      Redistribution.checkOnce(seen, allocation);
      if (growth(session, allocation).signum() < 0) {
        throw new RefusedException(ErrorText.decreasedAllocation(allocation.participant()));
      }
    }
    Set<Address> participants = new HashSet<>(session.participants());
    Set<Address> paid = new LinkedHashSet<>();
    for (Allocation allocation : allocations) {
      Amount growth = growth(session, allocation);
      if (growth.signum() > 0) {
        Redistribution.checkNotNegative(allocation);
        Redistribution.checkParticipant(participants, allocation);
        pay(session, allocation.participant(), allocation.asset(), growth, signers);
        paid.add(allocation.participant());
      }
    }
    if (paid.isEmpty()) {
      throw new RefusedException(ErrorText.DEPOSIT_WITHOUT_GROWTH);
    }
    return paid;
  }

  private Amount growth(AppSession session, Allocation allocation) {
    Share share = Share.in(session.id(), allocation.participant());
    return allocation.amount().minus(ledger.balance(share, allocation.asset()));
  }

  private void pay(
      AppSession session, Address payer, String asset, Amount amount, Signers signers) {
    if (!signers.signed(payer)) {
      throw new RefusedException(ErrorText.DEPOSITOR_SIGNATURE_MISSING);
    }
    if (amount.compareTo(ledger.balance(Share.unified(payer), asset)) > 0) {
      throw new RefusedException(ErrorText.DEPOSIT_BALANCE_TOO_LOW);
    }
    @Nullable Address key =
        spending.charge(signers.chargedKey(payer), session.application(), asset, amount);
    ledger.move(Share.unified(payer), Share.in(session.id(), payer), asset, amount, key);
    ledger.recordTransaction(
        TransactionType.APP_DEPOSIT,
        AccountId.of(payer),
        AccountId.of(session.id()),
        asset,
        amount);
  }
}
