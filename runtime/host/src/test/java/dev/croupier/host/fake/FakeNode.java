package dev.croupier.host.fake;

import dev.croupier.client.NodeException;
import dev.croupier.client.NodeInfo;
import dev.croupier.client.NodeListener;
import dev.croupier.client.Operation;
import dev.croupier.client.Payment;
import dev.croupier.client.RelayedMessage;
import dev.croupier.client.SessionDefinition;
import dev.croupier.client.SessionSnapshot;
import dev.croupier.client.SessionVersion;
import dev.croupier.client.Step;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.Keccak;
import dev.croupier.protocol.crypto.LocalSigner;
import dev.croupier.protocol.crypto.PrivateKey;
import dev.croupier.protocol.crypto.Secp256k1;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A node in memory: sessions without a ledger, and a relay that keeps order. Every delivery is one
 * entry of a queue that a test lets through, so nothing depends on threads.
 */
public final class FakeNode {

  public static final Secp256k1 CURVE = Secp256k1.best();

  final Map<String, Operation> texts = new LinkedHashMap<>();
  private final Map<String, Instant> expiries = new HashMap<>();
  final Map<SessionId, SessionSnapshot> sessions = new LinkedHashMap<>();
  final Map<Address, FakeConnection> connections = new LinkedHashMap<>();
  final Map<String, RelayedMessage> signedMessages = new HashMap<>();
  final Map<Address, Long> highestId = new HashMap<>();
  final Map<SessionId, Map<Address, Set<Long>>> usedIds = new HashMap<>();
  private final PriorityQueue<Delivery> deliveries = new PriorityQueue<>();
  private final InstantSource clock;
  private long order;

  /** By which texts to sign are dated. */
  InstantSource dates;

  /** What the network does to frames of the relay. */
  public FakeNetwork network = FakeNetwork.PERFECT;

  /** Whether the relay sends a sender its own messages. */
  public boolean echoes = true;

  /** Messages of seats that the relay has taken. */
  public final List<RelayedMessage> relayed = new ArrayList<>();

  /** Transfers that were booked. */
  public final List<Payment> payments = new ArrayList<>();

  /** What was submitted, in order. */
  public final List<Operation> submitted = new ArrayList<>();

  /** Set to refuse every submission with this text. */
  public Optional<String> refusal = Optional.empty();

  /** Set to do the next submission and to refuse it with this text all the same. */
  public Optional<String> refusesAfterDoing = Optional.empty();

  /** Whether answers to session queries tell allocations, as only some nodes do. */
  public boolean tellsAllocations;

  /** Whether pushes of states reach participants. */
  public boolean pushesStates;

  /** Whether this is a node without a relay that pushes states and checks their versions. */
  public boolean statesOnly;

  /** Whether texts of states say no version, as those of older sessions. */
  public boolean unversioned;

  /** For how long a text is taken; 90 seconds if empty. */
  public Optional<Duration> acceptance = Optional.empty();

  private long lastRequest;

  public static PrivateKey key(int number) {
    byte[] bytes = new byte[PrivateKey.LENGTH];
    bytes[PrivateKey.LENGTH - 1] = (byte) number;
    return PrivateKey.ofBytes(bytes);
  }

  public static Address wallet(int number) {
    return new LocalSigner(key(number), CURVE).address();
  }

  public FakeConnection open(PrivateKey key, NodeListener listener) {
    FakeConnection connection = new FakeConnection(this, new LocalSigner(key, CURVE), listener);
    connections.put(connection.wallet(), connection);
    return connection;
  }

  NodeInfo info() {
    if (statesOnly) {
      return new NodeInfo(
          "fake",
          Address.ZERO,
          Map.of("usdc", 6, "eth", 18),
          Set.of(NodeInfo.Capability.STATE_PUSH, NodeInfo.Capability.INTENTS));
    }
    return new NodeInfo(
        "fake", Address.ZERO, Map.of("usdc", 6, "eth", 18), Set.of(NodeInfo.Capability.RELAY));
  }

  /** A node in whose time nothing takes time. */
  public FakeNode() {
    this(InstantSource.fixed(Instant.EPOCH));
  }

  /** A node whose network takes time. */
  public FakeNode(InstantSource clock) {
    this.clock = clock;
    this.dates = clock;
  }

  long nowMs() {
    return clock.millis();
  }

  void later(Runnable delivery) {
    later(0, delivery);
  }

  synchronized void later(long delayMs, Runnable delivery) {
    deliveries.add(new Delivery(nowMs() + delayMs, order++, delivery));
  }

  /** When the next frame arrives. */
  public synchronized OptionalLong nextDueMs() {
    return deliveries.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(deliveries.element().dueMs());
  }

  /** Lets the next frame through, if it is due. */
  public boolean deliverOne() {
    Delivery next;
    synchronized (this) {
      if (deliveries.isEmpty() || deliveries.element().dueMs() > nowMs()) {
        return false;
      }
      next = deliveries.remove();
    }
    next.task().run();
    return true;
  }

  private record Delivery(long dueMs, long order, Runnable task) implements Comparable<Delivery> {
    @Override
    public int compareTo(Delivery other) {
      int byTime = Long.compare(dueMs, other.dueMs);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  /** Lets everything through that is under way. */
  public int deliver() {
    int delivered = 0;
    while (deliverOne()) {
      delivered++;
    }
    return delivered;
  }

  static Hash32 digest(String text) {
    return Keccak.keccak256(text.getBytes(StandardCharsets.UTF_8));
  }

  public static SessionId idOf(SessionDefinition definition) {
    return SessionId.of(digest(definition.toString()));
  }

  synchronized Step step(Operation operation) {
    String text = "[" + (texts.size() + 1) + "," + operation + "]";
    texts.put(
        text,
        unversioned && operation instanceof Operation.SubmitState state
            ? new Operation.SubmitState(
                state.sessionId(), state.intent(), 0, state.allocations(), state.sessionData())
            : operation);
    expiries.put(text, dates.instant().plus(acceptance.orElse(Duration.ofSeconds(90))));
    return read(text);
  }

  synchronized Step read(String text) {
    Operation operation = texts.get(text);
    if (operation == null) {
      throw new NodeException.UnreadableStep("not a text of this dialect: " + text);
    }
    Optional<SessionId> id =
        switch (operation) {
          case Operation.CreateSession create -> Optional.of(idOf(create.definition()));
          case Operation.SubmitState submit -> Optional.of(submit.sessionId());
          case Operation.CloseSession close -> Optional.of(close.sessionId());
          case Operation.Transfer transfer -> Optional.empty();
        };
    return new Step(operation, id, text, digest(text), expiries.getOrDefault(text, Instant.EPOCH));
  }

  synchronized CompletableFuture<Optional<SessionVersion>> submit(Address sender, Step step) {
    submitted.add(step.operation());
    CompletableFuture<Optional<SessionVersion>> answer = new CompletableFuture<>();
    if (refusal.isPresent()) {
      String text = refusal.get();
      later(() -> answer.completeExceptionally(new NodeException.Refused("submit", text)));
      return answer;
    }
    boolean closed =
        step.sessionId().map(this::known).map(session -> !session.open()).orElse(false);
    if (closed) {
      later(
          () ->
              answer.completeExceptionally(
                  new NodeException.Refused(
                      "submit", "an open app session not found: record not found")));
      return answer;
    }
    if (statesOnly
        && step.operation() instanceof Operation.SubmitState submit
        && submit.version() != known(submit.sessionId()).version() + 1) {
      later(
          () ->
              answer.completeExceptionally(
                  new NodeException.Refused("submit", "incorrect version")));
      return answer;
    }
    Optional<SessionVersion> version =
        switch (step.operation()) {
          case Operation.CreateSession create ->
              store(
                  step,
                  create.definition(),
                  1,
                  true,
                  create.allocations(),
                  create.sessionData().orElse(""));
          case Operation.SubmitState submit ->
              store(
                  step,
                  known(submit.sessionId()).definition(),
                  submit.version(),
                  true,
                  submit.allocations(),
                  submit.sessionData().orElse(known(submit.sessionId()).sessionData()));
          case Operation.CloseSession close ->
              store(
                  step,
                  known(close.sessionId()).definition(),
                  known(close.sessionId()).version() + 1,
                  false,
                  close.allocations(),
                  known(close.sessionId()).sessionData());
          case Operation.Transfer transfer -> {
            for (AssetAmount amount : transfer.amounts()) {
              payments.add(new Payment(sender, transfer.destination(), amount, clock.instant()));
            }
            yield Optional.empty();
          }
        };
    Optional<String> refusalOfDone = refusesAfterDoing;
    refusesAfterDoing = Optional.empty();
    later(
        () ->
            refusalOfDone.ifPresentOrElse(
                text -> answer.completeExceptionally(new NodeException.Refused("submit", text)),
                () -> answer.complete(version)));
    return answer;
  }

  private SessionSnapshot known(SessionId id) {
    return sessions.get(id);
  }

  private Optional<SessionVersion> store(
      Step step,
      SessionDefinition definition,
      long version,
      boolean open,
      List<Allocation> allocations,
      String sessionData) {
    SessionId id = step.sessionId().orElseThrow();
    List<Allocation> told =
        statesOnly
            ? allocations.stream().filter(share -> share.amount().signum() != 0).toList()
            : allocations;
    sessions.put(
        id, new SessionSnapshot(id, definition, version, open, sessionData, Optional.of(told)));
    if ((pushesStates || statesOnly) && version > 1 && open) {
      push(id);
    }
    return Optional.of(new SessionVersion(id, version, open));
  }

  /** Tells every participant who is there how a session stands. */
  public void push(SessionId id) {
    SessionSnapshot push = sessions.get(id);
    push.definition().participants().stream()
        .filter(connections::containsKey)
        .map(connections::get)
        .filter(FakeConnection::isReachable)
        .forEach(
            connection -> {
              int login = connection.login();
              later(
                  () -> {
                    if (login == connection.login()) {
                      connection.listener().stateUpdated(push);
                    }
                  });
            });
  }

  /** A state that another participant submits. */
  public void state(SessionId id, List<Allocation> allocations, String sessionData) {
    SessionSnapshot before = known(id);
    sessions.put(
        id,
        new SessionSnapshot(
            id,
            before.definition(),
            before.version() + 1,
            true,
            sessionData,
            Optional.of(allocations)));
    push(id);
  }

  /**
   * A session without money that everybody has always known, of the first seat with a wallet that
   * is no seat's.
   *
   * @param nonce tells it from others
   * @return its id
   */
  public SessionId seed(int nonce) {
    return seed(
        new SessionDefinition(
            "test", List.of(wallet(1), wallet(9)), List.of(100L, 0L), 100, 0, nonce),
        List.of());
  }

  /** Puts a session into the node that no seat has created. */
  public SessionId seed(SessionDefinition definition, List<Allocation> allocations) {
    SessionId id = idOf(definition);
    sessions.put(id, new SessionSnapshot(id, definition, 1, true, "", Optional.of(allocations)));
    return id;
  }

  /** Replaces what is known of a session, as if somebody elsewhere had done it. */
  public void change(SessionId id, long version, boolean open, List<Allocation> allocations) {
    SessionSnapshot before = known(id);
    sessions.put(
        id,
        new SessionSnapshot(id, before.definition(), version, open, "", Optional.of(allocations)));
  }

  /** Loses a session. */
  public void forget(SessionId id) {
    sessions.remove(id);
  }

  public SessionSnapshot snapshot(SessionId id) {
    return known(id);
  }

  /** Gives a session another state, as another participant would. */
  public void replace(SessionId id, long version, List<Allocation> allocations) {
    sessions.put(
        id,
        new SessionSnapshot(
            id, known(id).definition(), version, true, "", Optional.of(allocations)));
  }

  Optional<SessionSnapshot> told(SessionId id) {
    return Optional.ofNullable(sessions.get(id))
        .map(
            session ->
                tellsAllocations
                    ? session
                    : new SessionSnapshot(
                        session.sessionId(),
                        session.definition(),
                        session.version(),
                        session.open(),
                        session.sessionData(),
                        Optional.empty()));
  }

  /** Sends a message to every connected participant of a session. */
  public synchronized void relay(SessionId id, Address sender, String type, String dataJson) {
    relay(id, sender, type, dataJson, ++lastRequest);
  }

  public synchronized void relay(
      SessionId id, Address sender, String type, String dataJson, long requestId) {
    SessionSnapshot session = sessions.get(id);
    for (Address participant : session.definition().participants()) {
      FakeConnection receiver = connections.get(participant);
      if (receiver != null) {
        RelayedMessage message =
            new RelayedMessage(
                id,
                type,
                dataJson,
                sender,
                RelayedMessage.Proof.WALLET_SIGNATURE,
                requestId,
                OptionalLong.empty(),
                "[" + requestId + ",\"message\"," + dataJson + "]");
        network.carry(this, receiver, () -> receiver.listener().message(message));
      }
    }
  }

  /** Takes a message as the relay does; empty if all is well, else the refusal. */
  synchronized Optional<String> take(RelayedMessage message, Runnable echo) {
    SessionSnapshot session = sessions.get(message.sessionId());
    if (session == null || !session.open()) {
      return Optional.of("app session " + message.sessionId() + " is not active");
    }
    Set<Long> used =
        usedIds
            .computeIfAbsent(message.sessionId(), any -> new HashMap<>())
            .computeIfAbsent(message.sender(), any -> new HashSet<>());
    if (!used.add(message.requestId())) {
      return Optional.of("used");
    }
    relayed.add(message);
    for (Address participant : session.definition().participants()) {
      FakeConnection receiver = connections.get(participant);
      if (receiver != null && !participant.equals(message.sender())) {
        network.carry(this, receiver, () -> receiver.listener().message(message));
      }
    }
    echo.run();
    return Optional.empty();
  }
}
