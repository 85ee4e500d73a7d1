package dev.croupier.client.v0;

import dev.croupier.app.ConnectionStatus;
import dev.croupier.client.ClientConfig;
import dev.croupier.client.Messages;
import dev.croupier.client.NodeConnection;
import dev.croupier.client.NodeInfo;
import dev.croupier.client.NodeListener;
import dev.croupier.client.Operation;
import dev.croupier.client.Payment;
import dev.croupier.client.Proposals;
import dev.croupier.client.Relay;
import dev.croupier.client.SessionSnapshot;
import dev.croupier.client.SessionVersion;
import dev.croupier.client.Step;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.KnownSigners;
import dev.croupier.protocol.crypto.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One wallet's connection to a ClearNode of the 0.x line. */
public final class V0Connection implements NodeConnection {
  /** Participants whose public keys are kept, so that their next signature is cheaper to check. */
  private static final int KNOWN_SIGNERS = 1024;

  private final ClientConfig config;
  private final KnownSigners knownSigners;
  private final Lifeline lifeline;
  private final Steps steps;
  private final Submission submission;
  private final Sessions sessions;
  private final Payments payments;
  private final MessageRelay relay;
  private final ProposalDesk proposals;

  /**
   * @param config where to, as whom, and with which bounds
   * @param listener hears what the node tells unasked
   */
  public V0Connection(ClientConfig config, NodeListener listener) {
    this.config = config;
    RequestIds ids = new RequestIds(config.clock().instant());
    KnownSessions known = new KnownSessions();
    Events events = new Events(listener);
    this.knownSigners = new KnownSigners(config.crypto(), KNOWN_SIGNERS);
    Snapshots snapshots = new Snapshots(known);
    SentTexts sent = new SentTexts(config.wallet().address());
    MessageReader messages = new MessageReader(knownSigners, SenderProof.Vouching.BELIEVED, sent);
    Inbox inbox =
        new Inbox(
            events,
            snapshots,
            messages,
            new ProposalReader(knownSigners, SenderProof.Vouching.BELIEVED),
            Optional.empty());
    Credentials credentials = new Credentials(config);
    NodeKey nodeKey = new NodeKey(config.crypto(), config.brokerAddress());
    Login login = new Login(config, ids, nodeKey, credentials);
    this.lifeline = new Lifeline(config, nodeKey, login, events, inbox);
    this.steps = new Steps(config, ids, known, lifeline::version);
    this.submission = new Submission(lifeline, known);
    Questions questions = new Questions(config, ids, lifeline, credentials);
    this.payments = new Payments(config.wallet().address(), questions);
    this.sessions =
        new Sessions(config.wallet().address(), questions, snapshots, lifeline::unusable);
    this.proposals = new ProposalDesk(config, ids, lifeline);
    this.relay = new MessageRelay(config, ids, messages, sent, lifeline);
  }

  @Override
  public CompletableFuture<NodeInfo> connect() {
    return lifeline.connect();
  }

  @Override
  public ConnectionStatus status() {
    return lifeline.status();
  }

  @Override
  public Address wallet() {
    return config.wallet().address();
  }

  @Override
  public Optional<NodeInfo> info() {
    return lifeline.info();
  }

  @Override
  public Step plan(Operation operation, Duration collectingTime) {
    return steps.plan(operation, collectingTime);
  }

  @Override
  public Step read(String text) {
    return steps.read(text);
  }

  @Override
  public Signature sign(Step step) {
    return config.wallet().sign(step.digest());
  }

  @Override
  public Address signerOf(Step step, Signature signature) {
    return knownSigners.signerOf(step.digest(), signature);
  }

  @Override
  public CompletableFuture<Optional<SessionVersion>> submit(Step step, List<Signature> signatures) {
    return submission.submit(step, signatures);
  }

  @Override
  public CompletableFuture<Optional<SessionSnapshot>> session(SessionId sessionId) {
    return sessions.session(sessionId);
  }

  @Override
  public CompletableFuture<Map<SessionId, SessionSnapshot>> sessions(
      Collection<SessionId> sessionIds) {
    return sessions.sessions(sessionIds);
  }

  @Override
  public CompletableFuture<List<SessionSnapshot>> openSessions() {
    return sessions.open();
  }

  @Override
  public CompletableFuture<List<AssetAmount>> balances() {
    return sessions.balances();
  }

  @Override
  public CompletableFuture<List<Payment>> payments(Instant since) {
    return payments.since(since);
  }

  @Override
  public Optional<Relay> relay() {
    return carriesMessages() ? Optional.of(relay) : Optional.empty();
  }

  @Override
  public Optional<Messages> messages() {
    return Optional.of(relay);
  }

  @Override
  public Optional<Proposals> proposals() {
    return carriesMessages() ? Optional.of(proposals) : Optional.empty();
  }

  private boolean carriesMessages() {
    return info()
        .map(node -> node.capabilities().contains(NodeInfo.Capability.RELAY))
        .orElse(false);
  }

  @Override
  public void disconnect() {
    lifeline.disconnect();
  }

  @Override
  public void close() {
    lifeline.close();
  }

  /** Where and who; no secrets. */
  @Override
  public String toString() {
    return "connection of " + wallet() + " to " + config.node();
  }
}
