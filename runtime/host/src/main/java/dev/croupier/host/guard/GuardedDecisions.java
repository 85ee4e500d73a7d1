package dev.croupier.host.guard;

import dev.croupier.client.NodeConnection;
import dev.croupier.client.NodeInfo;
import dev.croupier.client.Operation;
import dev.croupier.client.SessionVersion;
import dev.croupier.client.Step;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * The part of the {@link GuardedSigner} that signs what changes or ends a session: states and
 * closes, this seat's own and other participants'. Whoever proposes signs last, when everybody else
 * has, and sends at once; so an own proposal that fails leaves no signature behind.
 *
 * <p>Not safe for use by many threads: the session book belongs to the seat's thread.
 */
public final class GuardedDecisions {

  /** The longest time for which another's text may be of use once it is signed. */
  private static final Duration LONGEST_USE = Duration.ofMinutes(15);

  private final NodeConnection connection;
  private final Guard guard;
  private final SessionBook sessions;
  private final Duration collectingTime;
  private final InstantSource clock;
  private final GivenSignatures given = new GivenSignatures();

  GuardedDecisions(
      NodeConnection connection,
      Guard guard,
      SessionBook sessions,
      Duration collectingTime,
      InstantSource clock) {
    this.connection = connection;
    this.guard = guard;
    this.sessions = sessions;
    this.collectingTime = collectingTime;
    this.clock = clock;
  }

  /**
   * Writes the text that decides about a session: a new state or its close.
   *
   * @param decision the decision
   * @param alone whether this wallet's signature is all it needs, so that it is sent at once
   * @return the text, checked; nothing is signed
   */
  public Step plan(Operation decision, boolean alone) {
    check(decision);
    Step step = connection.plan(decision, alone ? Duration.ZERO : collectingTime);
    given.check(step, clock.instant());
    return step;
  }

  /**
   * Reads a decision that another participant wants signed.
   *
   * @param text the exact text
   * @return the decision, checked; nothing is signed
   */
  public Step read(String text) {
    Step step = connection.read(text);
    checkDate(step);
    check(numbered(step.operation()));
    given.check(step, clock.instant());
    return step;
  }

  /** A signature that can be used for ever is one nobody can take account of. */
  void checkDate(Step step) {
    Instant latest = clock.instant().plus(LONGEST_USE);
    if (step.expiresAt().isAfter(latest)) {
      throw new DecisionRefused.DatedAhead(step.expiresAt(), latest);
    }
  }

  /**
   * Signs another participant's decision. From now on it may take effect until it expires.
   *
   * @param text the exact text; checked again, since the session may have changed
   * @return this wallet's signature
   */
  public Signature sign(String text) {
    Step step = read(text);
    Signature signature = connection.sign(step);
    given.add(step);
    return signature;
  }

  /**
   * @param decision a state or a close that keeps the rules
   * @return who has to sign besides those who make up the quorum: whoever pays in (clearnode-0.x
   *     10.3)
   */
  public Set<Address> payers(Operation decision) {
    return switch (decision) {
      case Operation.SubmitState state ->
          guard.deposits(state, known(state.sessionId())).stream()
              .map(Allocation::participant)
              .collect(Collectors.toUnmodifiableSet());
      default -> Set.of();
    };
  }

  /**
   * Sends a decision; this wallet's signature is added last.
   *
   * @param step from {@link #plan}; checked again, since the session may have changed
   * @param others the other participants' signatures, as far as they are by those they are said to
   *     be of
   * @return the session's new state
   */
  public CompletableFuture<SessionVersion> decide(Step step, Map<Address, Signature> others) {
    Operation decision = step.operation();
    check(numbered(decision));
    given.check(step, clock.instant());
    SessionFacts session = known(step.sessionId().orElseThrow());
    Map<Address, Signature> signatures = new LinkedHashMap<>();
    others.forEach(
        (participant, signature) -> {
          if (!connection.signerOf(step, signature).equals(participant)) {
            throw new DecisionRefused.ForeignSignature(connection.signerOf(step, signature));
          }
          signatures.put(participant, signature);
        });
    Set<Address> signers = new HashSet<>(signatures.keySet());
    signers.add(connection.wallet());
    Guard.checkQuorum(session, signers);
    for (Address payer : payers(decision)) {
      if (!signers.contains(payer)) {
        throw new DecisionRefused.MissingSignature(payer);
      }
    }
    signatures.computeIfAbsent(connection.wallet(), own -> connection.sign(step));
    boolean open = !(decision instanceof Operation.CloseSession);
    return connection
        .submit(step, List.copyOf(signatures.values()))
        .thenApply(
            answer ->
                answer.orElseGet(
                    () -> new SessionVersion(session.id(), session.version() + 1, open)));
  }

  /**
   * Sends a decision that others have signed too; this wallet's signature is added last.
   *
   * @param text the exact text that was signed
   * @param signatures the other participants' signatures
   * @return the session's new state
   */
  public CompletableFuture<SessionVersion> decide(String text, List<Signature> signatures) {
    Step step = read(text);
    Map<Address, Signature> others = new LinkedHashMap<>();
    signatures.forEach(
        signature -> others.putIfAbsent(connection.signerOf(step, signature), signature));
    return decide(step, others);
  }

  /**
   * Replaces the free text of a session without money and nothing else: a redistribution that
   * changes no share, by this wallet alone. There is no way to name shares here.
   *
   * @param id the session
   * @param sessionData the new text
   * @return the session's new state
   */
  public CompletableFuture<SessionVersion> carry(SessionId id, String sessionData) {
    SessionFacts session = known(id);
    Guard.checkCarrying(session, connection.wallet());
    long version = session.version() + 1;
    Step step =
        plan(
            new Operation.SubmitState(
                id,
                Operation.Intent.OPERATE,
                version,
                unchanged(session),
                Optional.of(sessionData)),
            true);
    boolean versioned =
        connection.read(step.text()).operation() instanceof Operation.SubmitState said
            && said.version() == version;
    if (!versioned) {
      throw new DecisionRefused.NoVersions(id);
    }
    return decide(step, Map.of());
  }

  /** Everybody's share of nothing; nodes know no asset of a session that never held one. */
  private List<Allocation> unchanged(SessionFacts session) {
    List<Allocation> shares = session.shares().orElse(List.of());
    if (!shares.isEmpty()) {
      return shares;
    }
    String asset =
        connection
            .info()
            .flatMap(info -> info.assetDecimals().keySet().stream().min(Comparator.naturalOrder()))
            .orElseThrow(() -> new ShareRefused.UnknownAsset("(any)"));
    return session.definition().participants().stream()
        .map(participant -> new Allocation(participant, asset, Amount.ZERO))
        .toList();
  }

  /**
   * Whether somebody's signature is over a decision's text.
   *
   * @param step the decision
   * @param signer who is said to have signed
   * @param signature the signature
   * @return whether it is theirs
   */
  public boolean isSignedBy(Step step, Address signer, Signature signature) {
    return connection.signerOf(step, signature).equals(signer);
  }

  private void check(Operation decision) {
    switch (decision) {
      case Operation.SubmitState state ->
          guard.checkState(
              state, sessions.facts(state.sessionId()), sessions.paidIn(state.sessionId()));
      case Operation.CloseSession close ->
          guard.checkClose(close, sessions.facts(close.sessionId()));
      case Operation.CreateSession _, Operation.Transfer _ ->
          throw new DecisionRefused.TextDiffers(
              "operation", decision.getClass().getSimpleName(), "SubmitState or CloseSession");
    }
  }

  /** A text without version, as nodes without versions want it, is about the next one. */
  private Operation numbered(Operation decision) {
    boolean unnumbered =
        decision instanceof Operation.SubmitState state
            && state.version() == 0
            && connection
                .info()
                .map(info -> !info.capabilities().contains(NodeInfo.Capability.INTENTS))
                .orElse(false);
    if (unnumbered) {
      Operation.SubmitState state = (Operation.SubmitState) decision;
      return new Operation.SubmitState(
          state.sessionId(),
          state.intent(),
          known(state.sessionId()).version() + 1,
          state.allocations(),
          state.sessionData());
    }
    return decision;
  }

  private SessionFacts known(SessionId id) {
    return sessions.facts(id).orElseThrow(() -> new DecisionRefused.UnknownSession(id));
  }
}
