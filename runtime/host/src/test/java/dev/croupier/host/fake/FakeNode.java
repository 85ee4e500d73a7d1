package dev.croupier.host.fake;

import dev.croupier.client.NodeException;
import dev.croupier.client.NodeInfo;
import dev.croupier.client.NodeListener;
import dev.croupier.client.Operation;
import dev.croupier.client.RelayedMessage;
import dev.croupier.client.SessionDefinition;
import dev.croupier.client.SessionSnapshot;
import dev.croupier.client.SessionVersion;
import dev.croupier.client.Step;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.Keccak;
import dev.croupier.protocol.crypto.LocalSigner;
import dev.croupier.protocol.crypto.PrivateKey;
import dev.croupier.protocol.crypto.Secp256k1;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A node in memory: sessions without a ledger, and a relay that keeps order. Every delivery is one
 * entry of a queue that a test lets through, so nothing depends on threads.
 */
public final class FakeNode {

  public static final Secp256k1 CURVE = Secp256k1.best();

  final Map<String, Operation> texts = new LinkedHashMap<>();
  final Map<SessionId, SessionSnapshot> sessions = new LinkedHashMap<>();
  final Map<Address, FakeConnection> connections = new LinkedHashMap<>();
  private final Deque<Runnable> deliveries = new ArrayDeque<>();

  /** What was submitted, in order. */
  public final List<Operation> submitted = new ArrayList<>();

  /** Set to refuse every submission with this text. */
  public Optional<String> refusal = Optional.empty();

  /** Whether answers to session queries tell allocations, as only some nodes do. */
  public boolean tellsAllocations;

  /** Whether pushes of states reach participants. */
  public boolean pushesStates;

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
    return new NodeInfo(
        "fake", Address.ZERO, Map.of("usdc", 6, "eth", 18), Set.of(NodeInfo.Capability.RELAY));
  }

  synchronized void later(Runnable delivery) {
    deliveries.add(delivery);
  }

  /** Lets everything through that is under way. */
  public int deliver() {
    int delivered = 0;
    while (true) {
      Runnable next;
      synchronized (this) {
        next = deliveries.poll();
      }
      if (next == null) {
        return delivered;
      }
      next.run();
      delivered++;
    }
  }

  static Hash32 digest(String text) {
    return Keccak.keccak256(text.getBytes(StandardCharsets.UTF_8));
  }

  public static SessionId idOf(SessionDefinition definition) {
    return SessionId.of(digest(definition.toString()));
  }

  synchronized Step step(Operation operation) {
    String text = "[" + (texts.size() + 1) + "," + operation + "]";
    texts.put(text, operation);
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
    return new Step(operation, id, text, digest(text), Instant.MAX);
  }

  synchronized CompletableFuture<Optional<SessionVersion>> submit(Step step) {
    submitted.add(step.operation());
    CompletableFuture<Optional<SessionVersion>> answer = new CompletableFuture<>();
    if (refusal.isPresent()) {
      String text = refusal.get();
      later(() -> answer.completeExceptionally(new NodeException.Refused("submit", text)));
      return answer;
    }
    Optional<SessionVersion> version =
        switch (step.operation()) {
          case Operation.CreateSession create ->
              store(step, create.definition(), 1, true, create.allocations());
          case Operation.SubmitState submit ->
              store(
                  step,
                  known(submit.sessionId()).definition(),
                  submit.version(),
                  true,
                  submit.allocations());
          case Operation.CloseSession close ->
              store(
                  step,
                  known(close.sessionId()).definition(),
                  known(close.sessionId()).version() + 1,
                  false,
                  close.allocations());
          case Operation.Transfer transfer -> Optional.empty();
        };
    later(() -> answer.complete(version));
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
      List<Allocation> allocations) {
    SessionId id = step.sessionId().orElseThrow();
    sessions.put(
        id, new SessionSnapshot(id, definition, version, open, "", Optional.of(allocations)));
    if (pushesStates && version > 1 && open) {
      SessionSnapshot push = sessions.get(id);
      definition.participants().stream()
          .filter(connections::containsKey)
          .map(connections::get)
          .forEach(connection -> later(() -> connection.listener().stateUpdated(push)));
    }
    return Optional.of(new SessionVersion(id, version, open));
  }

  /** Puts a session into the node that no seat has created. */
  public SessionId seed(SessionDefinition definition, List<Allocation> allocations) {
    SessionId id = idOf(definition);
    sessions.put(id, new SessionSnapshot(id, definition, 1, true, "", Optional.of(allocations)));
    return id;
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
                "[" + requestId + ",\"message\"," + dataJson + "]");
        later(() -> receiver.listener().message(message));
      }
    }
  }
}
