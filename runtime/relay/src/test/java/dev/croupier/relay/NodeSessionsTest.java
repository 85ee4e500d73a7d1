package dev.croupier.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.app.ConnectionStatus;
import dev.croupier.client.NodeException;
import dev.croupier.client.NodeInfo;
import dev.croupier.client.NodeReader;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.SessionId;
import dev.croupier.rpc.RefusedException;
import dev.croupier.rpc.messages.RelayedSession;
import dev.croupier.rpc.messages.RelayedSessions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How long the node's word is believed. */
class NodeSessionsTest {
  private static final SessionId ID = SessionId.parse("0x" + "12".repeat(32));
  private static final Address ALICE = RelayTable.signer("alice").address();
  private static final long FRESH_MS = RelayTimes.DEFAULT.sessionFreshness().toMillis();

  private final StepClock clock = new StepClock();
  private final FakeReader node = new FakeReader();
  private final List<SessionId> closed = new ArrayList<>();
  private final RelayedSessions relayed = new RelayedSessions(10, 16);
  private final NodeSessions sessions =
      new NodeSessions(
          node,
          relayed,
          closed::add,
          RelayLimits.DEFAULT,
          RelayTimes.DEFAULT,
          clock,
          Runnable::run);

  private static final class StepClock extends Clock {
    private long now = 1_760_000_000_000L;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(now);
    }
  }

  private static final class FakeReader implements NodeReader {
    boolean exists = true;
    boolean open = true;
    boolean gone;
    int questions;
    CompletableFuture<Boolean> held;

    @Override
    public CompletableFuture<NodeInfo> connect() {
      return new CompletableFuture<>();
    }

    @Override
    public ConnectionStatus status() {
      return ConnectionStatus.CONNECTED;
    }

    @Override
    public Optional<NodeInfo> info() {
      return Optional.empty();
    }

    @Override
    public CompletableFuture<Optional<Set<Address>>> participants(SessionId sessionId) {
      questions++;
      return gone
          ? CompletableFuture.failedFuture(new NodeException.NotConnected("gone"))
          : CompletableFuture.completedFuture(
              exists ? Optional.of(Set.of(ALICE)) : Optional.empty());
    }

    @Override
    public CompletableFuture<Boolean> isOpen(SessionId sessionId, Collection<Address> wallets) {
      questions++;
      if (held != null) {
        return held;
      }
      return gone
          ? CompletableFuture.failedFuture(new NodeException.NotConnected("gone"))
          : CompletableFuture.completedFuture(open);
    }

    @Override
    public void close() {}
  }

  private Optional<RelayedSession> find() {
    return RelayTable.await(sessions.find(ID, ALICE).toCompletableFuture());
  }

  @Test
  void openSession_isAskedAboutOnceWhileFresh() {
    RelayedSession first = find().orElseThrow();
    assertThat(first.participants()).containsExactly(ALICE);
    clock.now += FRESH_MS / 2 - 1;

    assertThat(find()).containsSame(first);
    assertThat(node.questions).isEqualTo(2);
  }

  @Test
  void openSession_halfAged_goesOnWhileTheNodeIsAsked() {
    find();
    clock.now += FRESH_MS / 2;
    node.held = new CompletableFuture<>();

    assertThat(find()).isPresent();
    assertThat(find()).isPresent();
    assertThat(node.questions).isEqualTo(3);
    node.held.complete(false);

    assertThat(closed).containsExactly(ID);
    assertThat(find()).isEmpty();
  }

  @Test
  void openSession_tooOld_waitsForTheNode() {
    find();
    clock.now += FRESH_MS;
    node.held = new CompletableFuture<>();

    CompletableFuture<Optional<RelayedSession>> waiting =
        sessions.find(ID, ALICE).toCompletableFuture();
    assertThat(waiting).isNotDone();
    node.held.complete(true);
    assertThat(RelayTable.await(waiting)).isPresent();
  }

  @Test
  void freshness_countsFromTheQuestionNotTheAnswer() {
    node.held = new CompletableFuture<>();
    CompletableFuture<Optional<RelayedSession>> waiting =
        sessions.find(ID, ALICE).toCompletableFuture();
    clock.now += FRESH_MS;
    node.held.complete(true);
    assertThat(RelayTable.await(waiting)).isPresent();
    node.held = new CompletableFuture<>();

    assertThat(sessions.find(ID, ALICE).toCompletableFuture()).isNotDone();
  }

  @Test
  void nodeGone_freshSessionsGoOnAndAgedOnesAreRefused() {
    find();
    node.gone = true;
    clock.now += FRESH_MS - 1;
    assertThat(find()).isPresent();
    clock.now += 1;

    assertThatThrownBy(this::find)
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("cannot be verified now");
    assertThat(closed).isEmpty();
    node.gone = false;
    assertThat(find()).isPresent();
  }

  @Test
  void absentSession_isNotAskedAboutAtOnceAgain() {
    node.exists = false;
    assertThat(find()).isEmpty();
    node.exists = true;
    assertThat(find()).isEmpty();
    assertThat(node.questions).isEqualTo(1);
    clock.now += RelayTimes.DEFAULT.absence().toMillis();

    assertThat(find()).isPresent();
  }

  @Test
  void questions_beyondTheBounds_areRefused() {
    NodeQuestions narrow = new NodeQuestions(1, 1);
    CompletableFuture<Integer> first = new CompletableFuture<>();
    CompletableFuture<Integer> one = narrow.ask(() -> first);
    CompletableFuture<Integer> two = narrow.ask(() -> CompletableFuture.completedFuture(2));
    CompletableFuture<Integer> three = narrow.ask(() -> CompletableFuture.completedFuture(3));

    assertThat(three).isCompletedExceptionally();
    assertThat(two).isNotDone();
    first.complete(1);
    assertThat(RelayTable.await(one)).isEqualTo(1);
    assertThat(RelayTable.await(two)).isEqualTo(2);
    assertThat(RelayTable.await(narrow.ask(() -> CompletableFuture.completedFuture(4))))
        .isEqualTo(4);
  }
}
