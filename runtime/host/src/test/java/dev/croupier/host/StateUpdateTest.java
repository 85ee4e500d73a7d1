package dev.croupier.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.app.Allocation;
import dev.croupier.app.Proposal.Kind;
import dev.croupier.app.SettledRequest;
import dev.croupier.app.StateUpdate;
import dev.croupier.client.SessionDefinition;
import dev.croupier.host.fake.CrashingJournal;
import dev.croupier.host.fake.FakeApp;
import dev.croupier.host.fake.FakeNode;
import dev.croupier.host.fake.TestTable;
import dev.croupier.host.fake.VirtualClock;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.Intent;
import dev.croupier.host.turn.Turn;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.SessionId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What apps hear of new states and, after a restart, of requests they wait for no more. */
class StateUpdateTest {

  private final VirtualClock clock = new VirtualClock();
  private final FakeNode node = new FakeNode(clock);
  private final CrashingJournal journal = new CrashingJournal();
  private final Map<String, FakeApp> apps = new HashMap<>();
  private FakeApp.Handler act = (turn, doing) -> {};
  private boolean bobSigns = true;
  private boolean bobAnswers = true;
  private TestTable table = new TestTable(node, clock);

  @BeforeEach
  void nodeThatTellsAll() {
    node.tellsAllocations = true;
    node.pushesStates = true;
  }

  private SessionId session(long alice, long bob) {
    return node.seed(
        new SessionDefinition(
            "x", List.of(FakeNode.wallet(1), FakeNode.wallet(2)), List.of(alice, bob), 100, 0, 3),
        List.of(
            new dev.croupier.protocol.Allocation(FakeNode.wallet(1), "usdc", Amount.of(2)),
            new dev.croupier.protocol.Allocation(FakeNode.wallet(2), "usdc", Amount.of(1))));
  }

  private static List<Allocation> shares(String alice, String bob) {
    return List.of(
        Allocation.of(FakeNode.wallet(1).toString(), "usdc", alice),
        Allocation.of(FakeNode.wallet(2).toString(), "usdc", bob));
  }

  private void start() {
    table = new TestTable(node, clock);
    table.journal = journal;
    apps.put(
        "alice",
        table.seat(
            "alice",
            (turn, doing) -> {
              if (turn.input() instanceof Input.MessageReceived) {
                act.on(turn, doing);
              }
            }));
    apps.put(
        "bob",
        table.seat(
            "bob",
            (turn, doing) -> {
              if (turn.input() instanceof Input.Proposed proposed && bobAnswers) {
                doing.answerProposal(proposed.proposalId(), bobSigns, bobSigns ? "" : "not so");
              }
            }));
    var started = table.build().start();
    settle();
    started.join();
    settle();
  }

  private void settle() {
    for (int i = 0; i < 50; i++) {
      journal.releaseSome(Integer.MAX_VALUE);
      table.settle();
    }
  }

  private void ping(SessionId id, FakeApp.Handler handler) {
    act = handler;
    node.relay(id, FakeNode.wallet(2), "ping", "{\"n\":1}");
    settle();
  }

  private void restart() {
    table.connection("alice").kill();
    table.connection("bob").kill();
    journal.crash(0);
    start();
  }

  private List<StateUpdate> told(String seat) {
    return apps.get(seat).turns.stream()
        .map(turn -> turn.input() instanceof Input.StateUpdated(var update) ? update : null)
        .filter(Objects::nonNull)
        .toList();
  }

  private List<SettledRequest> settled(String seat) {
    return apps.get(seat).turns.stream()
        .map(turn -> turn.input() instanceof Input.RequestSettled asked ? asked.request() : null)
        .filter(Objects::nonNull)
        .toList();
  }

  @Test
  void newState_isToldToEverySeatOnce_howeverManySayIt() {
    SessionId id = session(100, 0);
    start();
    ping(id, (turn, doing) -> doing.submit(id.toString(), shares("1", "2"), "round 1"));

    for (String seat : List.of("alice", "bob")) {
      assertThat(told(seat))
          .singleElement()
          .satisfies(
              update -> {
                assertThat(update.version()).isEqualTo(2);
                assertThat(update.allocations()).isEqualTo(shares("1", "2"));
                assertThat(update.kind()).contains(Kind.OPERATE);
                assertThat(update.sessionData()).contains("round 1");
              });
    }
    Turn last = apps.get("bob").turns.getLast();
    assertThat(last.session().orElseThrow().sessionData()).isEqualTo("round 1");
    assertThat(last.session().orElseThrow().allocations()).isEqualTo(shares("1", "2"));
  }

  @Test
  void depositsAndWithdrawals_areTold_andTheTextStays() {
    SessionId id = session(100, 0);
    start();
    ping(id, (turn, doing) -> doing.submit(id.toString(), shares("1", "2"), "kept"));
    List<Allocation> own = List.of(Allocation.of(FakeNode.wallet(1).toString(), "usdc", "0.5"));
    ping(id, (turn, doing) -> doing.move(id.toString(), Intent.DEPOSIT, own));
    ping(id, (turn, doing) -> doing.move(id.toString(), Intent.WITHDRAW, own));

    assertThat(told("bob"))
        .extracting(update -> update.kind().orElseThrow())
        .containsExactly(Kind.OPERATE, Kind.DEPOSIT, Kind.WITHDRAW);
    assertThat(told("bob"))
        .extracting(update -> update.sessionData().orElse(""))
        .containsOnly("kept");
    assertThat(told("alice")).hasSize(3);
  }

  @Test
  void stateOfWhileTheHostWasDown_isToldOnce_andNotAtTheNextRestart() {
    SessionId id = session(100, 0);
    start();
    table.connection("alice").kill();
    table.connection("bob").kill();
    node.replace(
        id,
        2,
        List.of(
            new dev.croupier.protocol.Allocation(FakeNode.wallet(1), "usdc", Amount.of(3)),
            new dev.croupier.protocol.Allocation(FakeNode.wallet(2), "usdc", Amount.of(0))));
    start();
    assertThat(told("alice"))
        .containsExactly(
            new StateUpdate(2, shares("3", "0"), Optional.of(Kind.OPERATE), Optional.empty()));
    restart();
    assertThat(told("alice")).isEmpty();
  }

  @Test
  void missedVersions_areLeftOut_andTheKindIsNotGuessed() {
    SessionId id = session(100, 0);
    start();
    table.connection("bob").cut();
    node.replace(
        id,
        5,
        List.of(
            new dev.croupier.protocol.Allocation(FakeNode.wallet(1), "usdc", Amount.of(3)),
            new dev.croupier.protocol.Allocation(FakeNode.wallet(2), "usdc", Amount.of(0))));
    table.connection("bob").reconnect();
    settle();
    assertThat(told("bob"))
        .singleElement()
        .satisfies(
            update -> {
              assertThat(update.version()).isEqualTo(5);
              assertThat(update.kind()).isEmpty();
            });
  }

  @Test
  void jointRound_goesOnAfterTheProposersRestart_andItsAppHearsHowItEnded() {
    SessionId id = session(50, 50);
    start();
    bobAnswers = false;
    ping(id, (turn, doing) -> doing.close(id.toString(), shares("3", "0")));
    assertThat(node.submitted).isEmpty();
    bobAnswers = true;

    restart();

    assertThat(node.submitted).hasSize(1);
    assertThat(settled("alice"))
        .containsExactly(
            new SettledRequest(
                SettledRequest.Kind.CLOSE,
                Optional.of(id.toString()),
                shares("3", "0"),
                true,
                "",
                ""));
    assertThat(settled("bob")).isEmpty();
    restart();
    assertThat(settled("alice")).isEmpty();
  }

  @Test
  void jointRound_thatIsRefusedAfterTheRestart_isToldAsNotDone_once() {
    SessionId id = session(50, 50);
    start();
    bobAnswers = false;
    ping(id, (turn, doing) -> doing.submit(id.toString(), shares("3", "0")));
    bobAnswers = true;
    bobSigns = false;

    restart();

    assertThat(node.submitted).isEmpty();
    assertThat(settled("alice"))
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.kind()).isEqualTo(SettledRequest.Kind.OPERATE);
              assertThat(request.done()).isFalse();
              assertThat(request.code()).isEqualTo("not-enough-signatures");
              assertThat(request.reason()).contains("not so");
            });
    assertThat(apps.get("alice").turns.getLast().session()).isPresent();
    restart();
    assertThat(settled("alice")).isEmpty();
  }

  @Test
  void jointRound_ofASessionThatHasGoneOnMeanwhile_endsAsSuperseded() {
    SessionId id = session(50, 50);
    start();
    bobAnswers = false;
    ping(id, (turn, doing) -> doing.close(id.toString(), shares("3", "0")));
    bobAnswers = true;
    node.replace(
        id,
        2,
        List.of(
            new dev.croupier.protocol.Allocation(FakeNode.wallet(1), "usdc", Amount.of(0)),
            new dev.croupier.protocol.Allocation(FakeNode.wallet(2), "usdc", Amount.of(3))));

    restart();

    assertThat(node.submitted).isEmpty();
    assertThat(node.snapshot(id).open()).isTrue();
    assertThat(settled("alice"))
        .singleElement()
        .satisfies(request -> assertThat(request.code()).isEqualTo("superseded"));
  }

  @Test
  void payment_thatHadNotLeft_isToldAsNotDone_inTheSessionThatAsked() {
    SessionId id = session(100, 0);
    start();
    act = (turn, doing) -> doing.transfer(FakeNode.wallet(2).toString(), "usdc", "1");
    node.relay(id, FakeNode.wallet(2), "ping", "{\"n\":1}");
    table.settle();
    journal.crash(10);
    table.connection("alice").kill();
    table.connection("bob").kill();

    start();

    assertThat(node.payments).isEmpty();
    assertThat(settled("alice"))
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.kind()).isEqualTo(SettledRequest.Kind.TRANSFER);
              assertThat(request.code()).isEqualTo("not-done");
              assertThat(request.allocations())
                  .containsExactly(Allocation.of(FakeNode.wallet(2).toString(), "usdc", "1"));
            });
    restart();
    assertThat(settled("alice")).isEmpty();
  }
}
