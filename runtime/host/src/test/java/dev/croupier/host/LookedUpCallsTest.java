package dev.croupier.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.app.Allocation;
import dev.croupier.client.Operation;
import dev.croupier.client.SessionDefinition;
import dev.croupier.host.fake.CrashingJournal;
import dev.croupier.host.fake.FakeApp;
import dev.croupier.host.fake.FakeConnection.Loss;
import dev.croupier.host.fake.FakeNode;
import dev.croupier.host.fake.TestTable;
import dev.croupier.host.fake.VirtualClock;
import dev.croupier.host.journal.JournalRecord;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.Intent;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of calls whose answers a host did not live to see. */
class LookedUpCallsTest {

  private final VirtualClock clock = new VirtualClock();
  private final FakeNode node = new FakeNode(clock);
  private final CrashingJournal journal = new CrashingJournal();
  private static final String OTHER = FakeNode.wallet(9).toString();

  /** A seat whose app does one thing when it is pinged. */
  private TestTable host(FakeApp.Handler handler) {
    TestTable table = new TestTable(node, clock);
    table.journal = journal;
    table.seat("seat", handler);
    var started = table.build().start();
    settle(table);
    started.join();
    settle(table);
    return table;
  }

  private void settle(TestTable table) {
    for (int i = 0; i < 50; i++) {
      journal.releaseSome(Integer.MAX_VALUE);
      table.settle();
    }
  }

  private SessionId session() {
    node.tellsAllocations = true;
    return node.seed(
        new SessionDefinition(
            "x", List.of(FakeNode.wallet(1), FakeNode.wallet(9)), List.of(100L, 0L), 100, 0, 3),
        List.of(
            new dev.croupier.protocol.Allocation(FakeNode.wallet(1), "usdc", Amount.of(2)),
            new dev.croupier.protocol.Allocation(FakeNode.wallet(9), "usdc", Amount.of(1))));
  }

  private static List<Allocation> shares(String own, String other) {
    return List.of(
        Allocation.of(FakeNode.wallet(1).toString(), "usdc", own),
        Allocation.of(FakeNode.wallet(9).toString(), "usdc", other));
  }

  /** Lets the app act and ends the host before or after the node has done it. */
  private void actAndDie(SessionId id, FakeApp.Handler handler, boolean done) {
    TestTable table = hostWhenPinged(handler);
    node.relay(id, FakeNode.wallet(9), "ping", "{\"n\":1}");
    node.deliver();
    step(table);
    if (done) {
      settleLoopsOnly(table);
    }
    die(table);
  }

  /** Lets the app act; what leaves is lost as told, and then the host ends. */
  private void actLoseAndDie(SessionId id, FakeApp.Handler handler, Loss... losses) {
    TestTable table = hostWhenPinged(handler);
    ping(table, id, losses);
    die(table);
  }

  private TestTable hostWhenPinged(FakeApp.Handler handler) {
    return host(
        (turn, doing) -> {
          if (turn.input() instanceof Input.MessageReceived) {
            handler.on(turn, doing);
          }
        });
  }

  private void ping(TestTable table, SessionId id, Loss... losses) {
    table.connection("seat").losses.addAll(List.of(losses));
    node.relay(id, FakeNode.wallet(9), "ping", "{\"n\":1}");
    node.deliver();
    settleLoopsOnly(table);
  }

  private void die(TestTable table) {
    table.connection("seat").kill();
    journal.crash(10);
  }

  /** Until the turn has run; its record is not durable yet, or is and nobody knows. */
  private static void step(TestTable table) {
    table.loops.forEach(loop -> assertThat(loop.step()).isGreaterThan(0));
  }

  /** The effects leave, the answers do not arrive. */
  private void settleLoopsOnly(TestTable table) {
    for (int i = 0; i < 10; i++) {
      journal.releaseSome(Integer.MAX_VALUE);
      table.loops.forEach(dev.croupier.host.loop.Loop::step);
    }
  }

  private static HostEvent.CallFound found(TestTable table) {
    List<HostEvent.CallFound> found = table.events(HostEvent.CallFound.class);
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  /** A second restart has nothing left to look up. */
  private void assertSettled() {
    TestTable again = host((turn, doing) -> {});
    assertThat(again.events(HostEvent.CallFound.class)).isEmpty();
  }

  @Test
  void closeThatTheNodeHasNotHad_isAskedAgain() {
    SessionId id = session();
    actAndDie(id, (turn, doing) -> doing.close(id.toString(), shares("0", "3")), false);
    assertThat(node.submitted).isEmpty();

    TestTable table = host((turn, doing) -> {});

    assertThat(found(table).done()).isTrue();
    assertThat(found(table).text()).isEqualTo("its request had not left; it was asked for again");
    assertThat(found(table).call()).isEqualTo("closeSession");
    assertThat(node.submitted)
        .containsExactly(new Operation.CloseSession(id, protocol("0", "3"), Optional.empty()));
    assertThat(table.events(HostEvent.SessionClosed.class)).hasSize(1);
    assertSettled();
  }

  @Test
  void closeThatTheNodeHasHad_isNotAskedAgain_andTheAppHearsOfItOnce() {
    SessionId id = session();
    actAndDie(id, (turn, doing) -> doing.close(id.toString(), shares("0", "3")), true);
    assertThat(node.submitted).hasSize(1);

    TestTable table = host((turn, doing) -> {});

    assertThat(node.submitted).hasSize(1);
    assertThat(found(table).done()).isTrue();
    assertThat(closings()).isEqualTo(1);
    assertSettled();
  }

  @Test
  void stateThatTheNodeHasNotHad_isAskedAgain() {
    SessionId id = session();
    actAndDie(id, (turn, doing) -> doing.submit(id.toString(), shares("1", "2")), false);

    TestTable table = host((turn, doing) -> {});

    assertThat(found(table).text()).isEqualTo("its request had not left; it was asked for again");
    assertThat(node.submitted)
        .containsExactly(
            new Operation.SubmitState(
                id, Operation.Intent.OPERATE, 2, protocol("1", "2"), Optional.empty()));
    assertSettled();
  }

  @Test
  void stateThatTheNodeHasHad_isTakenOver() {
    SessionId id = session();
    actAndDie(id, (turn, doing) -> doing.submit(id.toString(), shares("1", "2")), true);
    assertThat(node.submitted).hasSize(1);

    TestTable table = host((turn, doing) -> {});

    assertThat(node.submitted).hasSize(1);
    assertThat(found(table).done()).isTrue();
    assertSettled();
  }

  @Test
  void stateThatOthersHaveChangedSince_isLeftAlone() {
    SessionId id = session();
    actAndDie(id, (turn, doing) -> doing.submit(id.toString(), shares("1", "2")), false);
    node.replace(id, 5, protocol("3", "0"));

    TestTable table = host((turn, doing) -> {});

    assertThat(node.submitted).isEmpty();
    assertThat(found(table).text()).contains("has had other states since");
    assertSettled();
  }

  @Test
  void paymentThatWasBooked_isFound_andNeverSentAgain() {
    SessionId id = session();
    String other = FakeNode.wallet(9).toString();
    actAndDie(id, (turn, doing) -> doing.transfer(other, "usdc", "2"), true);
    assertThat(node.submitted).hasSize(1);

    TestTable table = host((turn, doing) -> {});

    assertThat(node.submitted).hasSize(1);
    assertThat(found(table).done()).isTrue();
    assertThat(found(table).text()).contains("a payment of 2 usdc").contains("was booked");
    assertSettled();
  }

  @Test
  void paymentThatWasNotBooked_isToldAndNeverSentAgain() {
    SessionId id = session();
    String other = FakeNode.wallet(9).toString();
    actAndDie(id, (turn, doing) -> doing.transfer(other, "usdc", "2"), false);

    TestTable table = host((turn, doing) -> {});

    assertThat(node.submitted).isEmpty();
    assertThat(found(table).done()).isFalse();
    assertSettled();
  }

  @Test
  void creationThatTheNodeHasHad_isTakenUpAsASession() {
    creation(true);
  }

  @Test
  void creationThatTheNodeHasNotHad_isToldAndNeverSentAgain() {
    creation(false);
  }

  private void creation(boolean done) {
    SessionId id = session();
    actAndDie(
        id,
        (turn, doing) ->
            doing.create(
                doing.seat.prepareSession(
                    dev.croupier.app.SessionTerms.decidedByFirst(
                        "y", List.of(FakeNode.wallet(1).toString(), FakeNode.wallet(9).toString())),
                    List.of(Allocation.of(FakeNode.wallet(1).toString(), "usdc", "1")),
                    Optional.empty(),
                    turn.timeMs())),
        done);
    int sent = done ? 1 : 0;
    assertThat(node.submitted).hasSize(sent);

    TestTable table = host((turn, doing) -> {});

    assertThat(node.submitted).hasSize(sent);
    assertThat(found(table).done()).isEqualTo(done);
    assertThat(table.host().seats().getFirst().openSessions()).hasSize(1 + sent);
    assertThat(beginnings()).isEqualTo(1 + sent);
    assertSettled();
  }

  @Test
  void stateThatLeftAndWasLost_isSentAgainOnce() {
    SessionId id = session();
    actLoseAndDie(
        id, (turn, doing) -> doing.submit(id.toString(), shares("1", "2")), Loss.REQUEST_LOST);
    assertThat(node.submitted).isEmpty();

    TestTable table = host((turn, doing) -> {});

    assertThat(table.events(HostEvent.CallFound.class))
        .singleElement()
        .satisfies(found -> assertThat(found.text()).endsWith("has its old shares; sent again"));
    assertThat(node.snapshot(id).version()).isEqualTo(2);
    assertSettled();
  }

  @Test
  void stateThatLeftAndWasLost_isNotSentWhenTheNodeWouldFindItTooOld() {
    SessionId id = session();
    actLoseAndDie(
        id, (turn, doing) -> doing.submit(id.toString(), shares("1", "2")), Loss.REQUEST_LOST);
    clock.advance(Duration.ofMinutes(5));

    TestTable table = host((turn, doing) -> {});

    assertThat(node.submitted).isEmpty();
    assertThat(found(table).done()).isFalse();
    assertThat(found(table).text()).contains("was not done and will not be");
    assertSettled();
  }

  @Test
  void stateThatOthersReplaced_isSuperseded_evenIfItHadLeft() {
    SessionId id = session();
    actLoseAndDie(
        id, (turn, doing) -> doing.submit(id.toString(), shares("1", "2")), Loss.REQUEST_LOST);
    node.replace(id, 2, protocol("3", "0"));

    TestTable table = host((turn, doing) -> {});

    assertThat(node.submitted).isEmpty();
    assertThat(found(table).text()).contains("was given other shares by others");
    assertSettled();
  }

  @Test
  void depositThatWasMade_isNotMadeAgain_thoughTheJournalKnowsItsShares() {
    SessionId id = session();
    TestTable table =
        hostWhenPinged(
            (turn, doing) -> {
              if (node.submitted.isEmpty()) {
                doing.move(
                    id.toString(),
                    Intent.DEPOSIT,
                    List.of(Allocation.of(FakeNode.wallet(1).toString(), "usdc", "1")));
              }
            });
    node.pushesStates = true;
    ping(table, id, Loss.ANSWER_LOST);
    assertThat(node.submitted).hasSize(1);
    // The node's push tells of the new state, and a later turn is recorded with it.
    while (node.deliverOne()) {
      settleLoopsOnly(table);
    }
    node.relay(id, FakeNode.wallet(9), "ping", "{\"n\":2}");
    node.deliver();
    settleLoopsOnly(table);
    die(table);

    host((turn, doing) -> {});

    assertThat(node.submitted).hasSize(1);
    assertThat(node.snapshot(id).version()).isEqualTo(2);
    assertSettled();
  }

  @Test
  void statesAskedForInOneTurn_areDoneInOrder_onceEach() {
    SessionId id = session();
    actLoseAndDie(
        id,
        (turn, doing) -> {
          doing.submit(id.toString(), shares("1", "2"));
          doing.submit(id.toString(), shares("0", "3"));
          doing.close(id.toString(), shares("1.5", "1.5"));
        },
        Loss.ANSWER_LOST);

    host((turn, doing) -> {});

    assertThat(node.submitted)
        .containsExactly(
            new Operation.SubmitState(
                id, Operation.Intent.OPERATE, 2, protocol("1", "2"), Optional.empty()),
            new Operation.SubmitState(
                id, Operation.Intent.OPERATE, 3, protocol("0", "3"), Optional.empty()),
            new Operation.CloseSession(id, protocol("1.5", "1.5"), Optional.empty()));
    assertThat(node.snapshot(id).open()).isFalse();
    assertSettled();
  }

  @Test
  void closeThatLeftAndWasLost_isSentAgain_andTheAppHearsOfItOnce() {
    SessionId id = session();
    actLoseAndDie(
        id, (turn, doing) -> doing.close(id.toString(), shares("0", "3")), Loss.REQUEST_LOST);

    host((turn, doing) -> {});

    assertThat(node.submitted).hasSize(1);
    assertThat(closings()).isEqualTo(1);
    assertSettled();
  }

  @Test
  void creationThatLeftAndWasLost_isSentAgainOnce() {
    SessionId id = session();
    actLoseAndDie(
        id,
        (turn, doing) ->
            doing.create(
                doing.seat.prepareSession(
                    dev.croupier.app.SessionTerms.decidedByFirst(
                        "y", List.of(FakeNode.wallet(1).toString(), FakeNode.wallet(9).toString())),
                    List.of(Allocation.of(FakeNode.wallet(1).toString(), "usdc", "1")),
                    Optional.empty(),
                    turn.timeMs())),
        Loss.REQUEST_LOST);
    assertThat(node.submitted).isEmpty();

    TestTable table = host((turn, doing) -> {});

    assertThat(node.submitted).hasSize(1);
    assertThat(table.host().seats().getFirst().openSessions()).hasSize(2);
    assertThat(beginnings()).isEqualTo(2);
    assertSettled();
  }

  @Test
  void paymentThatLeftAndWasLost_isLookedForUntilItCannotBe_andNeverSentAgain() {
    SessionId id = session();
    actLoseAndDie(id, (turn, doing) -> doing.transfer(OTHER, "usdc", "2"), Loss.REQUEST_LOST);

    TestTable table = host((turn, doing) -> {});
    assertThat(table.events(HostEvent.CallFound.class)).isEmpty();
    lookFor(table);

    assertThat(node.submitted).isEmpty();
    assertThat(found(table).done()).isFalse();
    assertThat(found(table).text()).contains("was not done and will not be");
    assertSettled();
  }

  private void lookFor(TestTable table) {
    for (int i = 0; i < 40; i++) {
      clock.advance(Duration.ofSeconds(5));
      settle(table);
    }
  }

  @Test
  void paymentLikeAnEarlierOne_isNotTakenForIt_acrossARestart() {
    SessionId id = session();
    TestTable table = hostWhenPinged((turn, doing) -> doing.transfer(OTHER, "usdc", "2"));
    ping(table, id);
    settle(table);
    assertThat(node.payments).hasSize(1);
    clock.advance(Duration.ofSeconds(5));
    ping(table, id, Loss.REQUEST_LOST);
    die(table);

    TestTable next = host((turn, doing) -> {});
    lookFor(next);

    assertThat(node.payments).hasSize(1);
    assertThat(found(next).done()).isFalse();
    assertThat(found(next).text()).contains("maybe another one like it");
    assertSettled();
  }

  @Test
  void paymentLikeAnEarlierOne_isFoundWhenBothWereBooked_acrossARestart() {
    SessionId id = session();
    TestTable table = hostWhenPinged((turn, doing) -> doing.transfer(OTHER, "usdc", "2"));
    ping(table, id);
    settle(table);
    ping(table, id, Loss.ANSWER_LOST);
    die(table);

    TestTable next = host((turn, doing) -> {});

    assertThat(node.payments).hasSize(2);
    assertThat(found(next).done()).isTrue();
    assertSettled();
  }

  @Test
  void paymentLikeOneOfAMinuteBefore_isKnownNotToBeBooked() {
    SessionId id = session();
    TestTable table = hostWhenPinged((turn, doing) -> doing.transfer(OTHER, "usdc", "2"));
    ping(table, id);
    settle(table);
    clock.advance(Duration.ofMinutes(1));
    ping(table, id, Loss.REQUEST_LOST);
    die(table);

    TestTable next = host((turn, doing) -> {});
    lookFor(next);

    assertThat(found(next).done()).isFalse();
    assertThat(found(next).text()).contains("was not booked; it was not done and will not be");
    assertSettled();
  }

  @Test
  void twoPaymentsAlike_ofWhichOneArrived_areNotBothCounted() {
    SessionId id = session();
    actLoseAndDie(
        id,
        (turn, doing) -> {
          doing.transfer(OTHER, "usdc", "2");
          doing.transfer(OTHER, "usdc", "2");
        },
        Loss.REQUEST_LOST,
        Loss.ANSWER_LOST);
    assertThat(node.payments).hasSize(1);

    TestTable table = host((turn, doing) -> {});
    lookFor(table);

    assertThat(table.events(HostEvent.CallFound.class)).hasSize(2);
    assertThat(table.events(HostEvent.CallFound.class).stream().filter(HostEvent.CallFound::done))
        .hasSize(1);
    assertSettled();
  }

  private static List<dev.croupier.protocol.Allocation> protocol(String own, String other) {
    return List.of(
        new dev.croupier.protocol.Allocation(FakeNode.wallet(1), "usdc", Amount.parse(own)),
        new dev.croupier.protocol.Allocation(FakeNode.wallet(9), "usdc", Amount.parse(other)));
  }

  private long closings() {
    return inputs().stream().filter(Input.SessionClosed.class::isInstance).count();
  }

  private long beginnings() {
    return inputs().stream().filter(Input.SessionCreated.class::isInstance).count();
  }

  private List<Input> inputs() {
    return journal.durable().stream()
        .filter(record -> record.turn() != JournalRecord.NO_TURN)
        .map(JournalRecord::input)
        .toList();
  }
}
