package dev.croupier.relay;

import dev.croupier.client.NodeReader;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.SessionId;
import dev.croupier.rpc.RefusedException;
import dev.croupier.rpc.messages.OpenSessions;
import dev.croupier.rpc.messages.RelayedSession;
import dev.croupier.rpc.messages.RelayedSessions;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open sessions of a node, known by asking it. The node tells nobody but the closer of a close,
 * so what it said is believed for a limited time only, and a session in use is asked about again
 * before that is over, while its messages go on.
 *
 * <p>All time counts from when the node was asked. Safe for concurrent use.
 */
final class NodeSessions implements OpenSessions {
  private static final Logger LOG = LoggerFactory.getLogger(NodeSessions.class);

  private final NodeReader node;
  private final NodeQuestions questions;
  private final RelayedSessions relayed;
  private final Consumer<SessionId> closed;
  private final Clock clock;
  private final Executor workers;
  private final long freshnessMs;
  private final long absenceMs;
  private final Map<SessionId, Verified> verified;
  private final Map<SessionId, Long> absent;
  private final Map<SessionId, CompletableFuture<Optional<RelayedSession>>> underWay =
      new HashMap<>();

  private record Verified(Set<Address> participants, long askedAtMs) {}

  /**
   * @param node where to ask
   * @param relayed the sessions in memory
   * @param closed told of sessions that are not open any more
   * @param limits how many sessions to know and questions to ask
   * @param times how long the node's word is believed
   * @param clock the time
   * @param workers where waiting requests go on
   */
  NodeSessions(
      NodeReader node,
      RelayedSessions relayed,
      Consumer<SessionId> closed,
      RelayLimits limits,
      RelayTimes times,
      Clock clock,
      Executor workers) {
    this.node = node;
    this.questions = new NodeQuestions(limits.nodeQuestions(), limits.waitingQuestions());
    this.relayed = relayed;
    this.closed = closed;
    this.clock = clock;
    this.workers = workers;
    this.freshnessMs = times.sessionFreshness().toMillis();
    this.absenceMs = times.absence().toMillis();
    this.verified = lastUsed(limits.sessions());
    this.absent = lastUsed(limits.sessions());
  }

  private static <V> Map<SessionId, V> lastUsed(int capacity) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<SessionId, V> eldest) {
        return size() > capacity;
      }
    };
  }

  @Override
  public CompletionStage<Optional<RelayedSession>> find(SessionId id, Address asker) {
    long now = clock.millis();
    Optional<Set<Address>> participants;
    CompletableFuture<Optional<RelayedSession>> answer;
    boolean wait;
    synchronized (this) {
      Verified known = verified.get(id);
      participants = Optional.ofNullable(known).map(Verified::participants);
      long age = known == null ? Long.MAX_VALUE : now - known.askedAtMs();
      Long absentSince = absent.get(id);
      if (known == null && absentSince != null && now - absentSince < absenceMs) {
        return CompletableFuture.completedFuture(Optional.empty());
      }
      wait = age >= freshnessMs;
      if (age < freshnessMs / 2 || (!wait && underWay.containsKey(id))) {
        return open(id, participants.orElseThrow());
      }
      CompletableFuture<Optional<RelayedSession>> asked = underWay.get(id);
      if (asked != null) {
        return asked;
      }
      answer = new CompletableFuture<>();
      underWay.put(id, answer);
    }
    ask(id, participants, now, answer);
    return wait ? answer : open(id, participants.orElseThrow());
  }

  private CompletableFuture<Optional<RelayedSession>> open(
      SessionId id, Set<Address> participants) {
    return CompletableFuture.completedFuture(Optional.of(relayed.add(id, participants)));
  }

  private void ask(
      SessionId id,
      Optional<Set<Address>> known,
      long askedAtMs,
      CompletableFuture<Optional<RelayedSession>> answer) {
    CompletableFuture<Optional<Set<Address>>> participants =
        known.isPresent()
            ? CompletableFuture.completedFuture(known)
            : questions.ask(() -> node.participants(id));
    // Those waiting go on on a worker: the thread that brings the answer belongs to the connection.
    var _ =
        participants
            .thenCompose(
                found ->
                    found.isEmpty()
                        ? CompletableFuture.completedFuture(Optional.<Set<Address>>empty())
                        : questions
                            .ask(() -> node.isOpen(id, found.get()))
                            .thenApply(open -> open ? found : Optional.<Set<Address>>empty()))
            .whenCompleteAsync(
                (open, failure) -> {
                  if (failure == null) {
                    answered(id, open, askedAtMs, answer);
                  } else {
                    failed(id, failure, answer);
                  }
                },
                workers);
  }

  private void failed(
      SessionId id, Throwable failure, CompletableFuture<Optional<RelayedSession>> answer) {
    synchronized (this) {
      underWay.remove(id);
    }
    answer.completeExceptionally(refusal(id, failure));
  }

  private void answered(
      SessionId id,
      Optional<Set<Address>> open,
      long askedAtMs,
      CompletableFuture<Optional<RelayedSession>> answer) {
    Optional<RelayedSession> session = Optional.empty();
    synchronized (this) {
      underWay.remove(id);
      if (open.isPresent()) {
        verified.put(id, new Verified(open.get(), askedAtMs));
        absent.remove(id);
        session = Optional.of(relayed.add(id, open.get()));
      } else {
        absent.put(id, askedAtMs);
        if (verified.remove(id) != null) {
          relayed.close(id);
        }
      }
    }
    if (session.isEmpty()) {
      closed.accept(id);
    }
    answer.complete(session);
  }

  private static RefusedException refusal(SessionId id, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException wrapped && wrapped.getCause() != null
            ? wrapped.getCause()
            : failure;
    if (cause instanceof RefusedException refused) {
      return refused;
    }
    LOG.debug("session {} cannot be verified", id, cause);
    return new RefusedException(
        "app session " + id + " cannot be verified now: the relay's node does not answer");
  }
}
