package dev.croupier.node.sessions;

import dev.croupier.node.auth.Signers;
import dev.croupier.node.ledger.AccountId;
import dev.croupier.node.ledger.Ledger;
import dev.croupier.node.ledger.Moments;
import dev.croupier.node.ledger.TransactionType;
import dev.croupier.node.rules.Profile;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.v0.ErrorText;
import dev.croupier.rpc.RefusedException;
import java.util.LinkedHashSet;
import java.util.Set;

/** Closes sessions and pays their money out (clearnode-0.x 10.4). */
public final class SessionClosing {
  private final Profile profile;
  private final Ledger ledger;
  private final SessionStore sessions;
  private final Moments moments;
  private final Quorum quorum;
  private final Redistribution redistribution;

  /**
   * @param profile whose rules apply
   * @param ledger the books
   * @param sessions where sessions are kept
   * @param moments times of new rows
   */
  public SessionClosing(Profile profile, Ledger ledger, SessionStore sessions, Moments moments) {
    this.profile = profile;
    this.ledger = ledger;
    this.sessions = sessions;
    this.moments = moments;
    this.quorum = new Quorum(profile);
    this.redistribution = new Redistribution(profile);
  }

  /**
   * Closes a session.
   *
   * @param update the final shares; intent and version are not looked at
   * @param signers who signed them
   * @return the closed session
   * @throws RefusedException with a text of 10.4
   */
  public SessionChange close(StateUpdate update, Signers signers) {
    if (update.allocations().isEmpty()) {
      throw new RefusedException(ErrorText.CLOSE_PARAMS_MISSING);
    }
    AppSession session = StateSubmission.openSession(sessions, update, profile);
    quorum.check(session, signers, "submit_state");
    AccountId account = AccountId.of(session.id());
    Redistribution.checkShares(session, update.allocations());
    redistribution
        .check(ledger.shares(account), update.allocations())
        .forEach((asset, shares) -> ledger.payOut(account, asset, shares));
    Set<Address> paid = new LinkedHashSet<>();
    for (Allocation allocation : update.allocations()) {
      Address wallet = allocation.participant();
      ledger.recordTransaction(
          TransactionType.APP_WITHDRAWAL,
          account,
          AccountId.of(wallet),
          allocation.asset(),
          allocation.amount());
      if (allocation.amount().signum() != 0) {
        paid.add(wallet);
      }
    }
    AppSession closed =
        session.next(
            false,
            StateSubmission.kept(update.sessionData(), session.sessionData()),
            moments.next());
    sessions.update(closed);
    return new SessionChange(closed, paid);
  }
}
