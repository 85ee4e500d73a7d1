package dev.croupier.node.sessions;

import dev.croupier.node.auth.SessionKeys;
import dev.croupier.node.auth.Signers;
import dev.croupier.node.ledger.AccountId;
import dev.croupier.node.ledger.Ledger;
import dev.croupier.node.ledger.Moments;
import dev.croupier.node.rules.Profile;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.v0.ErrorText;
import dev.croupier.rpc.RefusedException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes open sessions: the checks of clearnode-0.x 10.3 in their order, then the intent. */
public final class StateSubmission {
  private static final String OPERATE = "operate";
  private static final String DEPOSIT = "deposit";
  private static final String WITHDRAW = "withdraw";

  private final Profile profile;
  private final Ledger ledger;
  private final SessionStore sessions;
  private final Moments moments;
  private final Quorum quorum;
  private final Redistribution redistribution;
  private final DepositIntent deposits;
  private final WithdrawIntent withdrawals;

  /**
   * @param profile whose rules apply
   * @param ledger the books
   * @param sessions where sessions are kept
   * @param keys the session keys, charged for what they pay in
   * @param moments times of new rows
   */
  public StateSubmission(
      Profile profile, Ledger ledger, SessionStore sessions, SessionKeys keys, Moments moments) {
    this.profile = profile;
    this.ledger = ledger;
    this.sessions = sessions;
    this.moments = moments;
    this.quorum = new Quorum(profile);
    this.redistribution = new Redistribution(profile);
    this.deposits = new DepositIntent(ledger, new Spending(keys));
    this.withdrawals = new WithdrawIntent(ledger);
  }

  /**
   * Applies a new state.
   *
   * @param update the state
   * @param signers who signed it
   * @return the session afterwards
   * @throws RefusedException with a text of 10.3
   */
  public SessionChange submit(StateUpdate update, Signers signers) {
    AppSession session = openSession(sessions, update, profile);
    String intent = checkedIntent(session, update);
    quorum.check(session, signers, requestName(intent));
    Set<Address> changed =
        switch (intent) {
          case OPERATE -> operate(session, update);
          case DEPOSIT -> deposits.apply(session, update.allocations(), signers);
          case WITHDRAW -> withdrawals.apply(session, update.allocations());
          default -> throw unsupportedIntent(intent);
        };
    AppSession after =
        session.next(true, kept(update.sessionData(), session.sessionData()), moments.next());
    sessions.update(after);
    return new SessionChange(after, changed);
  }

  static AppSession openSession(SessionStore sessions, StateUpdate update, Profile profile) {
    return sessions
        .find(update.session())
        .filter(AppSession::open)
        .orElseThrow(
            () ->
                new RefusedException(
                    profile.intents()
                        ? ErrorText.NO_OPEN_APP_SESSION
                        : "virtual app " + update.session() + " is not opened"));
  }

  static String kept(@Nullable String given, String old) {
    return given == null ? old : given;
  }

  private String checkedIntent(AppSession session, StateUpdate update) {
    if (!profile.intents()) {
      return OPERATE;
    }
    if (session.protocol().equals(SessionProtocol.V0_2)) {
      if (!update.intent().isEmpty() || update.version() != 0) {
        throw new RefusedException(ErrorText.NOT_SUPPORTED_IN_PROTOCOL);
      }
      return OPERATE;
    }
    if (update.version() != session.version() + 1) {
      throw new RefusedException(
          ErrorText.incorrectVersion(session.version() + 1, update.version()));
    }
    String intent = update.intent().isEmpty() ? OPERATE : update.intent();
    boolean known = intent.equals(OPERATE) || intent.equals(DEPOSIT) || intent.equals(WITHDRAW);
    if (!known && profile == Profile.V0_4) {
      throw unsupportedIntent(intent);
    }
    return intent;
  }

  private static RefusedException unsupportedIntent(String intent) {
    return new RefusedException(ErrorText.unsupportedIntent(intent));
  }

  private static String requestName(String intent) {
    return switch (intent) {
      case DEPOSIT -> "deposit";
      case WITHDRAW -> "withdrawal";
      default -> "submit_state";
    };
  }

  private Set<Address> operate(AppSession session, StateUpdate update) {
    AccountId account = AccountId.of(session.id());
    Redistribution.checkShares(session, update.allocations());
    Map<String, Map<Address, Amount>> shares;
    try {
      shares = redistribution.check(ledger.shares(account), update.allocations());
    } catch (RefusedException e) {
      throw profile.intents() ? new RefusedException(ErrorText.OPERATE_PREFIX + e.text()) : e;
    }
    shares.forEach((asset, amounts) -> ledger.redistribute(account, asset, amounts));
    return Set.of();
  }
}
