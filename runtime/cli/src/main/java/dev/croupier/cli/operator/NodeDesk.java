package dev.croupier.cli.operator;

import dev.croupier.client.ClientConfig;
import dev.croupier.client.NodeConnection;
import dev.croupier.client.NodeConnections;
import dev.croupier.client.NodeListener;
import dev.croupier.client.Operation;
import dev.croupier.client.SessionSnapshot;
import dev.croupier.client.SessionVersion;
import dev.croupier.client.Step;
import dev.croupier.host.guard.GuardedDecisions;
import dev.croupier.host.guard.GuardedSigner;
import dev.croupier.host.guard.SessionBook;
import dev.croupier.host.guard.SessionFacts;
import dev.croupier.host.guard.SpendingLimits;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.Signature;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/**
 * One-shot requests to a node. There is no configuration with limits here: what the person has seen
 * and agreed to is the limit, and the guard lets that pass and no more. Sessions are as the node
 * tells them at that moment.
 */
final class NodeDesk implements Desk {
  /** The name of the only seat here. */
  static final String WALLET = "wallet";

  private final NodeConnection connection;
  private final String node;
  private final String description;
  private final InstantSource clock;

  private NodeDesk(
      NodeConnection connection, String node, String description, InstantSource clock) {
    this.connection = connection;
    this.clock = clock;
    this.node = node;
    this.description = description;
  }

  /**
   * Dials and logs in.
   *
   * @param config where to and as whom
   * @return the desk
   */
  static NodeDesk open(ClientConfig config) {
    NodeConnection connection = NodeConnections.open(config, new NodeListener() {});
    boolean connected = false;
    try {
      String description = done(connection.connect()).description();
      connected = true;
      return new NodeDesk(connection, config.node().toString(), description, config.clock());
    } finally {
      if (!connected) {
        connection.close();
      }
    }
  }

  @Override
  public String where() {
    return "node " + node + " (" + description + ")";
  }

  Address wallet() {
    return connection.wallet();
  }

  @Override
  public List<SeatRow> seats() {
    return List.of(new SeatRow(WALLET, connection.wallet(), "connected", sessions(WALLET).size()));
  }

  @Override
  public List<AssetAmount> balances(String seat) {
    return done(connection.balances());
  }

  @Override
  public List<SessionRow> sessions(String seat) {
    return done(connection.openSessions()).stream().map(NodeDesk::row).toList();
  }

  @Override
  public Optional<SessionRow> session(String seat, SessionId id) {
    return done(connection.session(id)).map(NodeDesk::row);
  }

  private static SessionRow row(SessionSnapshot snapshot) {
    return new SessionRow(
        WALLET,
        snapshot.sessionId(),
        snapshot.definition(),
        snapshot.version(),
        snapshot.open(),
        snapshot.allocations());
  }

  private static SessionFacts facts(SessionRow session) {
    return new SessionFacts(
        session.id(), session.definition(), session.version(), session.open(), session.shares());
  }

  private static SessionBook book(Optional<SessionRow> session) {
    return id -> session.filter(known -> known.id().equals(id)).map(NodeDesk::facts);
  }

  private GuardedSigner signer(SpendingLimits limits, SessionBook sessions, Duration collecting) {
    return new GuardedSigner(connection, limits, sessions, collecting, clock);
  }

  @Override
  public void transfer(String seat, Address to, AssetAmount amount) {
    SpendingLimits agreed = new SpendingLimits(Map.of(), Map.of(amount.asset(), amount.amount()));
    done(
        signer(agreed, id -> Optional.empty(), Duration.ZERO)
            .transfer(new Operation.Transfer(to, List.of(amount))));
  }

  @Override
  public void close(SessionRow session, List<Allocation> shares) {
    GuardedDecisions decisions = decisions(Optional.of(session), Duration.ZERO);
    Step step =
        decisions.plan(new Operation.CloseSession(session.id(), shares, Optional.empty()), true);
    done(decisions.decide(step, Map.of()));
  }

  /**
   * Writes the text that participants sign to close a session together.
   *
   * @param session the session
   * @param shares who gets what
   * @param collecting how long signatures may take to collect
   * @return the text
   */
  String writeClose(SessionRow session, List<Allocation> shares, Duration collecting) {
    return decisions(Optional.of(session), collecting)
        .plan(new Operation.CloseSession(session.id(), shares, Optional.empty()), false)
        .text();
  }

  /**
   * Closes a session by a text that others have signed too.
   *
   * @param text the text
   * @param signatures theirs
   * @return the session's last state
   */
  SessionVersion closeTogether(String text, List<Signature> signatures) {
    return done(
        decisions(sessionOf(connection.read(text)), Duration.ZERO).decide(text, signatures));
  }

  private GuardedDecisions decisions(Optional<SessionRow> session, Duration collecting) {
    return signer(SpendingLimits.NOTHING, book(session), collecting).decisions();
  }

  /** The session a text is about as it stands; empty for one that would be new. */
  private Optional<SessionRow> sessionOf(Step step) {
    return step.operation() instanceof Operation.CreateSession
        ? Optional.empty()
        : step.sessionId().flatMap(id -> session(WALLET, id));
  }

  @Override
  public Reading read(String seat, String text) {
    Step step = connection.read(text);
    return new Words(Map.of(connection.wallet(), "you")).of(step, sessionOf(step));
  }

  @Override
  public Signature sign(String seat, String text) {
    Step step = connection.read(text);
    SpendingLimits agreed =
        step.operation() instanceof Operation.CreateSession create
            ? new SpendingLimits(ownPart(create), Map.of())
            : SpendingLimits.NOTHING;
    return signer(agreed, book(sessionOf(step)), Duration.ZERO).signText(text);
  }

  private Map<String, Amount> ownPart(Operation.CreateSession create) {
    return create.allocations().stream()
        .filter(share -> share.participant().equals(connection.wallet()))
        .collect(Collectors.toMap(Allocation::asset, Allocation::amount, (first, second) -> first));
  }

  private static <T> T done(CompletableFuture<T> request) {
    try {
      return request.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof dev.croupier.app.CroupierException known) {
        throw known;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
