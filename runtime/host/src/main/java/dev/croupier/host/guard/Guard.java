package dev.croupier.host.guard;

import dev.croupier.client.Operation;
import dev.croupier.client.SessionDefinition;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.SessionId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The money rules of one seat, as pure checks: each method returns, or throws the one {@link
 * GuardException} whose rule is broken first. Safe for use by many threads.
 *
 * <p>The rules are stricter than a node's where the node would let a mistake through: every
 * participant is listed in every distribution, each share once; an amount fits the asset's decimals
 * (no 0.x node enforces them, clearnode-0.x 7.1); a quorum of 0, which a node would silently store
 * as 100, is refused.
 */
public final class Guard {

  /** Nonces stay below 2^53, so that every JSON reader reads them exactly (clearnode-0.x 10.1). */
  public static final long NONCE_BOUND = 1L << 53;

  private final Address wallet;
  private final SpendingLimits limits;
  private final ShareRules shares;

  /**
   * @param wallet the seat's wallet
   * @param limits what the seat may spend
   * @param decimals an asset's decimals, empty if the node does not know the asset
   */
  public Guard(
      Address wallet, SpendingLimits limits, Function<String, Optional<Integer>> decimals) {
    this.wallet = wallet;
    this.limits = limits;
    this.shares = new ShareRules(decimals);
  }

  /**
   * Checks a new session and what everybody pays in.
   *
   * @param creation the session
   * @throws DefinitionRefused if the definition breaks a rule or leaves this wallet out
   * @throws ShareRefused if an allocation breaks a rule
   * @throws SpendingRefused if this wallet's part exceeds its allowance
   */
  public void checkCreation(Operation.CreateSession creation) {
    SessionDefinition definition = creation.definition();
    checkDefinition(definition);
    if (!definition.participants().contains(wallet)) {
      throw new DefinitionRefused.NotParticipant(wallet);
    }
    shares.check(definition, creation.allocations());
    for (Allocation allocation : creation.allocations()) {
      if (allocation.participant().equals(wallet)) {
        checkAllowance(allocation.asset(), allocation.amount());
      }
    }
  }

  /**
   * Checks that a new session has every signature the node will ask for.
   *
   * @param creation the session
   * @param signers who has signed
   * @throws DecisionRefused if somebody who pays in has not signed, or an outsider has
   */
  public static void checkCreationSigners(
      Operation.CreateSession creation, Collection<Address> signers) {
    checkSignersTakePart(creation.definition(), signers);
    for (Allocation allocation : creation.allocations()) {
      if (allocation.amount().signum() > 0 && !signers.contains(allocation.participant())) {
        throw new DecisionRefused.MissingSignature(allocation.participant());
      }
    }
  }

  /**
   * Checks a new state of a session: a redistribution, a deposit or a withdrawal.
   *
   * @param state the new state
   * @param facts what this seat knows of the session, empty if nothing
   * @param paidIn what this wallet has paid into the session so far, by asset; empty if that is not
   *     known
   * @throws DecisionRefused if the session is unknown or closed, or the version is not the next
   * @throws ShareRefused if the shares break a rule
   * @throws SpendingRefused if this wallet's deposits exceed its allowance
   */
  public void checkState(
      Operation.SubmitState state,
      Optional<SessionFacts> facts,
      Optional<Map<String, Amount>> paidIn) {
    SessionFacts session = openSession(state.sessionId(), facts);
    if (state.version() - 1 != session.version()) {
      throw new DecisionRefused.WrongVersion(session.id(), state.version(), session.version() + 1);
    }
    switch (state.intent()) {
      case OPERATE -> shares.checkDistribution(session, state.allocations());
      case DEPOSIT -> checkDeposit(session, state.allocations(), paidIn);
      case WITHDRAW -> shares.checkWithdrawal(session, state.allocations());
    }
  }

  private void checkDeposit(
      SessionFacts session, List<Allocation> after, Optional<Map<String, Amount>> paidIn) {
    for (Allocation deposit : shares.checkDeposit(session, after)) {
      if (deposit.participant().equals(wallet)) {
        Amount before =
            paidIn
                .orElseThrow(() -> new SpendingRefused.PaidInUnknown(session.id()))
                .getOrDefault(deposit.asset(), Amount.ZERO);
        checkAllowance(deposit.asset(), before.plus(deposit.amount()));
      }
    }
  }

  private void checkAllowance(String asset, Amount amount) {
    Amount allowance = limits.allowanceOf(asset);
    if (amount.compareTo(allowance) > 0) {
      throw new SpendingRefused.AllowanceExceeded(asset, amount, allowance);
    }
  }

  /**
   * What a deposit adds to each share.
   *
   * @param state a deposit that keeps the rules
   * @param session the session before
   * @return the amounts added, each positive
   */
  List<Allocation> deposits(Operation.SubmitState state, SessionFacts session) {
    return state.intent() == Operation.Intent.DEPOSIT
        ? shares.checkDeposit(session, state.allocations())
        : List.of();
  }

  /**
   * Checks the final distribution of a session's money.
   *
   * @param close the final shares
   * @param facts what this seat knows of the session, empty if nothing
   * @throws DecisionRefused if the session is unknown or closed
   * @throws ShareRefused if the shares break a rule
   */
  public void checkClose(Operation.CloseSession close, Optional<SessionFacts> facts) {
    shares.checkDistribution(openSession(close.sessionId(), facts), close.allocations());
  }

  /**
   * Checks that signatures decide about a session.
   *
   * @param session the session
   * @param signers who has signed
   * @throws DecisionRefused if their weights do not reach the quorum, or an outsider has signed
   */
  public static void checkQuorum(SessionFacts session, Collection<Address> signers) {
    checkSignersTakePart(session.definition(), signers);
    long weight =
        new HashSet<>(signers)
            .stream().mapToLong(signer -> session.definition().weightOf(signer)).sum();
    if (weight < session.definition().quorum()) {
      throw new DecisionRefused.WeightBelowQuorum(
          session.id(), weight, session.definition().quorum());
    }
  }

  /**
   * Checks that a state of a session may carry a message: there is no money in the session, and the
   * message's sender decides alone.
   *
   * @param session the session
   * @param sender whose message it is
   * @throws DecisionRefused if the session holds money, or the sender's weight does not reach the
   *     quorum
   * @throws ShareRefused if it is not known what the session holds
   */
  public static void checkCarrying(SessionFacts session, Address sender) {
    List<Allocation> shares =
        session.shares().orElseThrow(() -> new ShareRefused.SharesUnknown(session.id()));
    for (Allocation share : shares) {
      if (share.amount().signum() != 0) {
        throw new DecisionRefused.HoldsMoney(session.id(), share);
      }
    }
    checkQuorum(session, List.of(sender));
  }

  /**
   * Checks a payment to another wallet.
   *
   * @param transfer the payment
   * @throws SpendingRefused if it pays nothing, pays too much or pays this wallet itself
   * @throws ShareRefused if an asset is unknown or an amount too precise
   */
  public void checkTransfer(Operation.Transfer transfer) {
    if (transfer.destination().equals(wallet)) {
      throw new SpendingRefused.TransferToSelf(wallet);
    }
    if (transfer.amounts().isEmpty()) {
      throw new SpendingRefused.NothingToTransfer("nothing");
    }
    Map<String, Amount> paid = new TreeMap<>();
    for (AssetAmount part : transfer.amounts()) {
      if (part.amount().signum() <= 0) {
        throw new SpendingRefused.NothingToTransfer(part.toString());
      }
      shares.checkPrecision(part.asset(), part.amount());
      paid.merge(part.asset(), part.amount(), Amount::plus);
    }
    paid.forEach(
        (asset, amount) -> {
          Amount limit = limits.maxTransferOf(asset);
          if (amount.compareTo(limit) > 0) {
            throw new SpendingRefused.TransferLimitExceeded(asset, amount, limit);
          }
        });
  }

  /**
   * Checks who takes part in a session and who decides (clearnode-0.x 10.1).
   *
   * @param definition the definition
   * @throws DefinitionRefused if it breaks a rule
   */
  public static void checkDefinition(SessionDefinition definition) {
    int participants = definition.participants().size();
    if (participants < 2) {
      throw new DefinitionRefused.TooFewParticipants(participants);
    }
    if (definition.weights().size() != participants) {
      throw new DefinitionRefused.WeightCount(definition.weights().size(), participants);
    }
    Set<Address> seen = new HashSet<>();
    long sum = 0;
    for (int i = 0; i < participants; i++) {
      Address participant = definition.participants().get(i);
      long weight = definition.weights().get(i);
      if (!seen.add(participant)) {
        throw new DefinitionRefused.DuplicateParticipant(participant);
      }
      if (weight < 0 || weight > Integer.MAX_VALUE) {
        throw new DefinitionRefused.WeightOutOfRange(participant, weight);
      }
      sum += weight;
    }
    if (definition.quorum() < 1 || definition.quorum() > sum) {
      throw new DefinitionRefused.QuorumOutOfRange(definition.quorum(), sum);
    }
    if (definition.nonce() < 1 || definition.nonce() >= NONCE_BOUND) {
      throw new DefinitionRefused.NonceOutOfRange(definition.nonce());
    }
  }

  private SessionFacts openSession(SessionId id, Optional<SessionFacts> facts) {
    SessionFacts session =
        facts
            .filter(known -> known.id().equals(id))
            .orElseThrow(() -> new DecisionRefused.UnknownSession(id));
    if (!session.open()) {
      throw new DecisionRefused.SessionNotOpen(id);
    }
    if (!session.definition().participants().contains(wallet)) {
      throw new DefinitionRefused.NotParticipant(wallet);
    }
    return session;
  }

  private static void checkSignersTakePart(
      SessionDefinition definition, Collection<Address> signers) {
    for (Address signer : signers) {
      if (!definition.participants().contains(signer)) {
        throw new DecisionRefused.ForeignSignature(signer);
      }
    }
  }
}
