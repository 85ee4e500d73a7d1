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
import java.time.InstantSource;
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
  private final Duration collectingTime;
  private final GuardedDecisions decisions;

  /**
   * @param connection the seat's connection
   * @param limits what the seat may spend
   * @param sessions the seat's record of its sessions
   * @param collectingTime how long signatures may take to collect
   * @param clock tells which given signatures can still be used
   */
  public GuardedSigner(
      NodeConnection connection,
      SpendingLimits limits,
      SessionBook sessions,
      Duration collectingTime,
      InstantSource clock) {
    this.connection = connection;
    this.collectingTime = collectingTime;
    this.guard =
        new Guard(
            connection.wallet(),
            limits,
            asset -> connection.info().flatMap((NodeInfo info) -> info.decimalsOf(asset)));
    this.decisions = new GuardedDecisions(connection, guard, sessions, collectingTime, clock);
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
   * Whether somebody's signature is over a text.
   *
   * @param text the text
   * @param signer who is said to have signed
   * @param signature the signature
   * @return whether it is theirs
   */
  public boolean isSignedBy(String text, Address signer, Signature signature) {
    return connection.signerOf(connection.read(text), signature).equals(signer);
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
   * @return the part that signs states and closes
   */
  public GuardedDecisions decisions() {
    return decisions;
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
    return switch (step.operation()) {
      case Operation.CreateSession creation -> {
        decisions.checkDate(step);
        guard.checkCreation(creation);
        yield connection.sign(step);
      }
      case Operation.SubmitState _, Operation.CloseSession _ -> decisions.sign(text);
      case Operation.Transfer _ -> throw new DecisionRefused.NotForOthers();
    };
  }

  /**
   * Writes a payment from the wallet's balance.
   *
   * @param transfer the payment
   * @return the text, checked; nothing is signed
   */
  public Step planTransfer(Operation.Transfer transfer) {
    guard.checkTransfer(transfer);
    return connection.plan(transfer, Duration.ZERO);
  }

  /**
   * Pays from the wallet's balance.
   *
   * @param transfer the payment
   * @return completes when the node has booked it
   */
  public CompletableFuture<Void> transfer(Operation.Transfer transfer) {
    return transfer(planTransfer(transfer));
  }

  /**
   * Pays from the wallet's balance.
   *
   * @param step from {@link #planTransfer}; checked again
   * @return completes when the node has booked it
   */
  public CompletableFuture<Void> transfer(Step step) {
    if (!(step.operation() instanceof Operation.Transfer transfer)) {
      throw new DecisionRefused.TextDiffers(
          "operation", step.operation().getClass().getSimpleName(), "Transfer");
    }
    guard.checkTransfer(transfer);
    return submit(step, List.of(connection.sign(step))).thenAccept(booked -> {});
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
    decisions.checkDate(step);
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
