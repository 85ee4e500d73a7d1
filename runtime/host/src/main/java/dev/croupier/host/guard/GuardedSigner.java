package dev.croupier.host.guard;

import dev.croupier.client.NodeConnection;
import dev.croupier.client.NodeInfo;
import dev.croupier.client.Operation;
import dev.croupier.client.SessionDefinition;
import dev.croupier.client.SessionVersion;
import dev.croupier.client.Step;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.Signature;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A seat's only way to sign and submit. Each method checks first and signs afterwards; what it
 * signs is a text it had written itself or had read back by the dialect and compared. Methods throw
 * {@link GuardException} before anything has left; their futures fail with what the node said.
 *
 * <p>Not safe for use by many threads: the session book belongs to the seat's thread.
 */
public final class GuardedSigner {

  private final NodeConnection connection;
  private final Guard guard;
  private final SessionBook sessions;
  private final Duration collectingTime;

  /**
   * @param connection the seat's connection
   * @param limits what the seat may spend
   * @param sessions the seat's record of its sessions
   * @param collectingTime how long signatures may take to collect
   */
  public GuardedSigner(
      NodeConnection connection,
      SpendingLimits limits,
      SessionBook sessions,
      Duration collectingTime) {
    this.connection = connection;
    this.sessions = sessions;
    this.collectingTime = collectingTime;
    this.guard =
        new Guard(
            connection.wallet(),
            limits,
            asset -> connection.info().flatMap((NodeInfo info) -> info.decimalsOf(asset)));
  }

  /**
   * Checks a new session without signing it.
   *
   * @param text the text participants sign
   * @param asked what it has to say
   * @return the id the session will have
   */
  public SessionId checkCreation(String text, Operation.CreateSession asked) {
    return sessionIdOf(readCreation(text, asked));
  }

  /**
   * Writes the text participants of a new session sign, if its definition and shares keep the
   * rules.
   *
   * @param creation the session
   * @return the text
   */
  public String writeCreation(Operation.CreateSession creation) {
    guard.checkCreation(creation);
    return connection.plan(creation, collectingTime).text();
  }

  /**
   * Signs the creation of a session.
   *
   * @param text the text to sign
   * @param asked what it has to say
   * @return this wallet's signature
   */
  public Signature signCreation(String text, Operation.CreateSession asked) {
    return connection.sign(readCreation(text, asked));
  }

  /**
   * Establishes whose signatures for a new session are at hand.
   *
   * @param text the text that was signed
   * @param asked what it has to say
   * @param signatures the signatures
   * @return the signers
   */
  public Set<Address> signersOf(
      String text, Operation.CreateSession asked, List<Signature> signatures) {
    Step step = readCreation(text, asked);
    Set<Address> signers = bySigner(step, signatures).keySet();
    for (Address signer : signers) {
      if (!asked.definition().participants().contains(signer)) {
        throw new DecisionRefused.ForeignSignature(signer);
      }
    }
    return signers;
  }

  /**
   * Creates a session; this wallet's signature is added.
   *
   * @param text the text that was signed
   * @param asked what it has to say
   * @param signatures the other participants' signatures
   * @return the session's first state
   */
  public CompletableFuture<SessionVersion> create(
      String text, Operation.CreateSession asked, List<Signature> signatures) {
    Step step = readCreation(text, asked);
    Map<Address, Signature> bySigner = bySigner(step, signatures);
    Set<Address> signers = new HashSet<>(bySigner.keySet());
    signers.add(connection.wallet());
    Guard.checkCreationSigners(asked, signers);
    bySigner.computeIfAbsent(connection.wallet(), own -> connection.sign(step));
    return submit(step, List.copyOf(bySigner.values()))
        .thenApply(
            version -> version.orElseGet(() -> new SessionVersion(sessionIdOf(step), 1, true)));
  }

  /**
   * Redistributes a session's money, if this wallet alone reaches the quorum.
   *
   * @param state the new state
   * @return the session's new state
   */
  public CompletableFuture<SessionVersion> submitState(Operation.SubmitState state) {
    Optional<SessionFacts> facts = sessions.facts(state.sessionId());
    guard.checkState(state, facts);
    return decideAlone(state, facts.orElseThrow(), state.version(), true);
  }

  /**
   * Closes a session, if this wallet alone reaches the quorum.
   *
   * @param close the final shares
   * @return the session's last state
   */
  public CompletableFuture<SessionVersion> close(Operation.CloseSession close) {
    Optional<SessionFacts> facts = sessions.facts(close.sessionId());
    guard.checkClose(close, facts);
    SessionFacts session = facts.orElseThrow();
    return decideAlone(close, session, session.version() + 1, false);
  }

  /**
   * Reads a text that participants sign together; nothing is checked or signed.
   *
   * @param text the exact text
   * @return what it says
   * @throws dev.croupier.client.NodeException.UnreadableStep if it is not the canonical text of
   *     what it says
   */
  public Step read(String text) {
    return connection.read(text);
  }

  /**
   * Signs a text that somebody else will send: a new session, a redistribution or a close, under
   * the same rules as this wallet's own. A transfer is refused.
   *
   * @param text the exact text
   * @return this wallet's signature
   */
  public Signature signText(String text) {
    Step step = connection.read(text);
    switch (step.operation()) {
      case Operation.CreateSession creation -> guard.checkCreation(creation);
      case Operation.SubmitState state -> {
        Optional<SessionFacts> facts = sessions.facts(state.sessionId());
        guard.checkState(withVersion(state, facts), facts);
      }
      case Operation.CloseSession close ->
          guard.checkClose(close, sessions.facts(close.sessionId()));
      case Operation.Transfer _ -> throw new DecisionRefused.NotForOthers();
    }
    return connection.sign(step);
  }

  /** Texts of nodes without intents state no version (clearnode-0.x 10.3); the next is meant. */
  private static Operation.SubmitState withVersion(
      Operation.SubmitState state, Optional<SessionFacts> facts) {
    return state.version() != 0 || facts.isEmpty()
        ? state
        : new Operation.SubmitState(
            state.sessionId(),
            state.intent(),
            facts.get().version() + 1,
            state.allocations(),
            state.sessionData());
  }

  /**
   * Writes the text that participants sign to close a session, if its shares keep the rules.
   *
   * @param close the final shares
   * @return the text; the node takes it for as long as signatures may take to collect
   */
  public String writeClose(Operation.CloseSession close) {
    guard.checkClose(close, sessions.facts(close.sessionId()));
    return connection.plan(close, collectingTime).text();
  }

  /**
   * Closes a session by a text that others have signed too; this wallet's signature is added.
   *
   * @param text the text that was signed
   * @param signatures the other participants' signatures
   * @return the session's last state
   */
  public CompletableFuture<SessionVersion> closeTogether(String text, List<Signature> signatures) {
    Step step = connection.read(text);
    if (!(step.operation() instanceof Operation.CloseSession close)) {
      throw new DecisionRefused.TextDiffers(
          "operation", step.operation().getClass().getSimpleName(), "CloseSession");
    }
    Optional<SessionFacts> facts = sessions.facts(close.sessionId());
    guard.checkClose(close, facts);
    SessionFacts session = facts.orElseThrow();
    Map<Address, Signature> bySigner = bySigner(step, signatures);
    Set<Address> signers = new HashSet<>(bySigner.keySet());
    signers.add(connection.wallet());
    Guard.checkQuorum(session, signers);
    bySigner.computeIfAbsent(connection.wallet(), own -> connection.sign(step));
    return submit(step, List.copyOf(bySigner.values()))
        .thenApply(
            answer ->
                answer.orElseGet(
                    () -> new SessionVersion(session.id(), session.version() + 1, false)));
  }

  /**
   * Pays from the wallet's balance.
   *
   * @param transfer the payment
   * @return completes when the node has booked it
   */
  public CompletableFuture<Void> transfer(Operation.Transfer transfer) {
    guard.checkTransfer(transfer);
    Step step = connection.plan(transfer, Duration.ZERO);
    return submit(step, List.of(connection.sign(step))).thenAccept(booked -> {});
  }

  private CompletableFuture<SessionVersion> decideAlone(
      Operation operation, SessionFacts session, long version, boolean open) {
    Guard.checkQuorum(session, Set.of(connection.wallet()));
    Step step = connection.plan(operation, Duration.ZERO);
    return submit(step, List.of(connection.sign(step)))
        .thenApply(
            answer -> answer.orElseGet(() -> new SessionVersion(session.id(), version, open)));
  }

  private CompletableFuture<Optional<SessionVersion>> submit(
      Step step, List<Signature> signatures) {
    return connection.submit(step, signatures);
  }

  private Step readCreation(String text, Operation.CreateSession asked) {
    Step step = connection.read(text);
    if (!(step.operation() instanceof Operation.CreateSession said)) {
      throw new DecisionRefused.TextDiffers(
          "operation", step.operation().getClass().getSimpleName(), "CreateSession");
    }
    same("definition", said.definition(), namedLike(said.definition(), asked.definition()));
    same("allocations", new HashSet<>(said.allocations()), new HashSet<>(asked.allocations()));
    same("allocation count", said.allocations().size(), asked.allocations().size());
    same("session data", said.sessionData(), asked.sessionData());
    guard.checkCreation(said);
    return step;
  }

  /** Older dialects' texts carry no application name, so there is nothing to compare it with. */
  private static SessionDefinition namedLike(SessionDefinition said, SessionDefinition asked) {
    return said.application().isEmpty()
        ? new SessionDefinition(
            "",
            asked.participants(),
            asked.weights(),
            asked.quorum(),
            asked.challenge(),
            asked.nonce())
        : asked;
  }

  private static void same(String place, Object inText, Object asked) {
    if (!inText.equals(asked)) {
      throw new DecisionRefused.TextDiffers(place, inText.toString(), asked.toString());
    }
  }

  private Map<Address, Signature> bySigner(Step step, List<Signature> signatures) {
    Map<Address, Signature> bySigner = new LinkedHashMap<>();
    for (Signature signature : signatures) {
      bySigner.putIfAbsent(connection.signerOf(step, signature), signature);
    }
    return bySigner;
  }

  private static SessionId sessionIdOf(Step step) {
    return step.sessionId()
        .orElseThrow(() -> new DecisionRefused.TextDiffers("session id", "nothing", "an id"));
  }
}
