package dev.croupier.host.fake;

import dev.croupier.app.ConnectionStatus;
import dev.croupier.client.Messages;
import dev.croupier.client.NodeConnection;
import dev.croupier.client.NodeException;
import dev.croupier.client.NodeInfo;
import dev.croupier.client.NodeListener;
import dev.croupier.client.Operation;
import dev.croupier.client.Payment;
import dev.croupier.client.Relay;
import dev.croupier.client.SessionSnapshot;
import dev.croupier.client.SessionVersion;
import dev.croupier.client.Step;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.LocalSigner;
import dev.croupier.protocol.crypto.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One wallet's connection to a {@link FakeNode}. */
public final class FakeConnection implements NodeConnection {

  private static final List<AssetAmount> BALANCES =
      List.of(new AssetAmount("usdc", Amount.parse("12.50")));

  /** Whether questions for balances stay unanswered for now. */
  public boolean holdBalances;

  private final Deque<CompletableFuture<List<AssetAmount>>> held = new ArrayDeque<>();

  private final FakeNode node;
  private final LocalSigner signer;
  private final NodeListener listener;
  private final FakeRelay relay;
  private volatile ConnectionStatus status = ConnectionStatus.DISCONNECTED;

  private int login;
  private boolean reachable = true;

  /** How often this wallet's key was used. */
  public volatile int signed;

  /** Whether the seat has gone offline on purpose and not come back. */
  public boolean offlineOnPurpose;

  /** What happens to the next submissions, one after the other. */
  public final Deque<Loss> losses = new ArrayDeque<>();

  private Runnable beforeSubmit = () -> {};

  /** Lets something happen at the node before each submission of this wallet. */
  public void outrunBy(Runnable before) {
    beforeSubmit = before;
  }

  /** How an answer is lost. */
  public enum Loss {
    /** The wire breaks before the request is there. */
    REQUEST_CUT,
    /** The wire breaks after the node has done it. */
    ANSWER_CUT,
    /** The request goes astray, the wire holds. */
    REQUEST_LOST,
    /** The answer goes astray, the wire holds. */
    ANSWER_LOST
  }

  /** Set to make dialling fail. */
  public Optional<NodeException> unreachable = Optional.empty();

  FakeConnection(FakeNode node, LocalSigner signer, NodeListener listener) {
    this.node = node;
    this.signer = signer;
    this.listener = listener;
    this.relay = new FakeRelay(node, this);
  }

  /** False after {@link #cut} and {@link #kill}. */
  boolean isReachable() {
    return reachable;
  }

  /** Counts connections. */
  int login() {
    return login;
  }

  /** Ends the connection as a network does: nothing under way arrives. */
  public void cut() {
    if (status == ConnectionStatus.CONNECTED) {
      status = ConnectionStatus.DISCONNECTED;
      login++;
      reachable = false;
      relay.lost();
      listener.disconnected("cut");
    }
  }

  /** Makes the connection again after {@link #cut}. */
  public void reconnect() {
    if (status != ConnectionStatus.CONNECTED) {
      status = ConnectionStatus.CONNECTED;
      reachable = true;
      listener.connected(node.info());
    }
  }

  /** The host has died: nothing arrives any more and nobody hears of it. */
  public void kill() {
    status = ConnectionStatus.DISCONNECTED;
    login++;
    reachable = false;
    node.connections.remove(wallet(), this);
  }

  /** For tests that play the node themselves. */
  public NodeListener listenerForTest() {
    return listener;
  }

  NodeListener listener() {
    return listener;
  }

  @Override
  public CompletableFuture<NodeInfo> connect() {
    if (unreachable.isPresent()) {
      return CompletableFuture.failedFuture(unreachable.get());
    }
    offlineOnPurpose = false;
    reconnect();
    return CompletableFuture.completedFuture(node.info());
  }

  @Override
  public ConnectionStatus status() {
    return status;
  }

  @Override
  public Address wallet() {
    return signer.address();
  }

  @Override
  public Optional<NodeInfo> info() {
    return Optional.of(node.info());
  }

  @Override
  public Step plan(Operation operation, Duration collectingTime) {
    return node.step(operation);
  }

  @Override
  public Step read(String text) {
    return node.read(text);
  }

  @Override
  public Signature sign(Step step) {
    signed++;
    return signer.sign(step.digest());
  }

  @Override
  public Address signerOf(Step step, Signature signature) {
    return FakeNode.CURVE.recover(step.digest(), signature).address();
  }

  @Override
  public CompletableFuture<Optional<SessionVersion>> submit(Step step, List<Signature> signatures) {
    if (status != ConnectionStatus.CONNECTED) {
      return CompletableFuture.failedFuture(new NodeException.NotConnected("cut"));
    }
    beforeSubmit.run();
    Loss loss = losses.poll();
    if (loss == null) {
      return node.submit(wallet(), step);
    }
    CompletableFuture<Optional<SessionVersion>> answer = new CompletableFuture<>();
    if (loss == Loss.ANSWER_CUT || loss == Loss.ANSWER_LOST) {
      node.submit(wallet(), step);
    }
    boolean wireHolds = loss == Loss.REQUEST_LOST || loss == Loss.ANSWER_LOST;
    node.later(
        () -> {
          answer.completeExceptionally(
              wireHolds
                  ? new NodeException.TimedOut("submit", Duration.ofSeconds(10))
                  : new NodeException.ConnectionLost("submit", "cut"));
          if (!wireHolds) {
            cut();
          }
        });
    return answer;
  }

  @Override
  public CompletableFuture<Optional<SessionSnapshot>> session(SessionId sessionId) {
    if (status != ConnectionStatus.CONNECTED) {
      return CompletableFuture.failedFuture(new NodeException.NotConnected("cut"));
    }
    CompletableFuture<Optional<SessionSnapshot>> answer = new CompletableFuture<>();
    int asked = login;
    node.later(
        () -> {
          if (asked == login) {
            answer.complete(node.told(sessionId));
          } else {
            answer.completeExceptionally(new NodeException.ConnectionLost("session", "cut"));
          }
        });
    return answer;
  }

  @Override
  public CompletableFuture<Map<SessionId, SessionSnapshot>> sessions(
      Collection<SessionId> sessionIds) {
    Map<SessionId, SessionSnapshot> found = new LinkedHashMap<>();
    CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
    for (SessionId id : sessionIds) {
      all =
          all.thenCombine(
              session(id),
              (before, answer) -> {
                answer.ifPresent(snapshot -> found.put(id, snapshot));
                return before;
              });
    }
    return all.thenApply(done -> found);
  }

  @Override
  public CompletableFuture<List<SessionSnapshot>> openSessions() {
    return CompletableFuture.completedFuture(
        node.sessions.keySet().stream()
            .map(id -> node.told(id).orElseThrow())
            .filter(SessionSnapshot::open)
            .toList());
  }

  @Override
  public CompletableFuture<List<AssetAmount>> balances() {
    if (holdBalances) {
      CompletableFuture<List<AssetAmount>> answer = new CompletableFuture<>();
      held.add(answer);
      return answer;
    }
    return CompletableFuture.completedFuture(BALANCES);
  }

  /** Answers what {@link #holdBalances} has kept back. */
  public void releaseBalances() {
    holdBalances = false;
    while (!held.isEmpty()) {
      held.remove().complete(BALANCES);
    }
  }

  @Override
  public CompletableFuture<List<Payment>> payments(Instant since) {
    return CompletableFuture.completedFuture(
        node.payments.stream().filter(payment -> !payment.bookedAt().isBefore(since)).toList());
  }

  @Override
  public Optional<Relay> relay() {
    return node.statesOnly ? Optional.empty() : Optional.of(relay);
  }

  @Override
  public Optional<Messages> messages() {
    return Optional.of(relay);
  }

  @Override
  public void disconnect() {
    offlineOnPurpose = true;
    cut();
  }

  @Override
  public void close() {
    status = ConnectionStatus.DISCONNECTED;
  }
}
