package dev.croupier.node.sessions;

import dev.croupier.node.auth.SessionKeys;
import dev.croupier.node.auth.Signers;
import dev.croupier.node.ledger.AccountId;
import dev.croupier.node.ledger.Ledger;
import dev.croupier.node.ledger.Moments;
import dev.croupier.node.ledger.Share;
import dev.croupier.node.ledger.TransactionType;
import dev.croupier.node.rules.Profile;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.v0.ErrorText;
import dev.croupier.rpc.RefusedException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Creates sessions: the checks of clearnode-0.x 10.1 in their order, then the money. */
public final class SessionCreation {
  private static final long DEFAULT_QUORUM = 100;

  private final Profile profile;
  private final Ledger ledger;
  private final SessionStore sessions;
  private final Spending spending;
  private final Moments moments;

  /**
   * @param profile whose rules apply
   * @param ledger the books
   * @param sessions where sessions are kept
   * @param keys the session keys, charged for what they pay in
   * @param moments times of new rows
   */
  public SessionCreation(
      Profile profile, Ledger ledger, SessionStore sessions, SessionKeys keys, Moments moments) {
    this.profile = profile;
    this.ledger = ledger;
    this.sessions = sessions;
    this.spending = new Spending(keys);
    this.moments = moments;
  }

  /**
   * Creates a session and moves the money of its first allocations into it.
   *
   * @param request what is asked for
   * @param signers who signed it
   * @return the new session
   * @throws RefusedException with a text of 10.1
   */
  public SessionChange create(NewSession request, Signers signers) {
    String protocol = checkedProtocol(request);
    checkWeights(request);
    Set<Address> changed = new LinkedHashSet<>();
    for (Allocation allocation : request.allocations()) {
      if (allocation.amount().signum() != 0 || !profile.zeroAllocationsSkipped()) {
        payIn(request, allocation, signers);
        changed.add(allocation.participant());
      }
    }
    if (sessions.find(request.id()).isPresent()) {
      throw new RefusedException(ErrorText.APP_SESSION_NOT_CREATED);
    }
    long now = moments.next();
    AppSession session =
        new AppSession(
            request.id(),
            request.application(),
            protocol,
            request.participants(),
            request.weights(),
            request.quorum() == 0 ? DEFAULT_QUORUM : request.quorum(),
            request.challenge(),
            request.nonce(),
            1,
            true,
            request.sessionData(),
            now,
            now);
    sessions.insert(session);
    return new SessionChange(session, changed);
  }

  private String checkedProtocol(NewSession request) {
    String protocol = request.protocol();
    if (!profile.intents()) {
      return protocol.isEmpty() ? SessionProtocol.V0_2 : protocol;
    }
    if (!SessionProtocol.isKnown(protocol)) {
      throw new RefusedException(ErrorText.unsupportedProtocol(protocol));
    }
    return protocol;
  }

  private void checkWeights(NewSession request) {
    if (request.participants().size() < 2) {
      throw new RefusedException(ErrorText.TOO_FEW_PARTICIPANTS);
    }
    if (request.weights().size() != request.participants().size()) {
      throw new RefusedException(ErrorText.WEIGHTS_COUNT);
    }
    if (request.nonce() == 0) {
      throw new RefusedException(ErrorText.NONCE_MISSING);
    }
    long sum = 0;
    for (int i = 0; i < request.weights().size(); i++) {
      long weight = request.weights().get(i);
      if (weight < 0 && profile.negativeWeightsRefused()) {
        throw new RefusedException(
            ErrorText.negativeWeight(request.participants().get(i).toString()));
      }
      sum += weight;
    }
    if (profile.unreachableQuorumRefused() && request.quorum() > sum) {
      throw new RefusedException(ErrorText.quorumBeyondWeights(request.quorum(), sum));
    }
  }

  private void payIn(NewSession request, Allocation allocation, Signers signers) {
    Address payer = allocation.participant();
    String asset = allocation.asset();
    Amount amount = allocation.amount();
    if (amount.signum() < 0) {
      throw new RefusedException(ErrorText.negativeAllocation(amount, asset));
    }
    if (amount.signum() > 0) {
      if (!signers.signed(payer)) {
        throw new RefusedException(ErrorText.missingSignature(payer));
      }
      // The public servers take it, and then nobody can ever be given it back (section 16).
      if (!request.participants().contains(payer)) {
        throw new RefusedException(ErrorText.allocationToOutsider(payer));
      }
    }
    @Nullable Address key =
        amount.signum() == 0
            ? null
            : spending.charge(signers.chargedKey(payer), request.application(), asset, amount);
    if (amount.compareTo(ledger.balance(Share.unified(payer), asset)) > 0) {
      throw new RefusedException(ErrorText.insufficientFunds(payer, asset));
    }
    ledger.move(Share.unified(payer), Share.in(request.id(), payer), asset, amount, key);
    ledger.recordTransaction(
        TransactionType.APP_DEPOSIT,
        AccountId.of(payer),
        AccountId.of(request.id()),
        asset,
        amount);
  }
}
