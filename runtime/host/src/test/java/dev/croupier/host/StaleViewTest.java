package dev.croupier.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.app.Allocation;
import dev.croupier.client.Operation;
import dev.croupier.client.SessionDefinition;
import dev.croupier.host.fake.CrashingJournal;
import dev.croupier.host.fake.FakeApp;
import dev.croupier.host.fake.FakeNode;
import dev.croupier.host.fake.TestTable;
import dev.croupier.host.fake.VirtualClock;
import dev.croupier.host.journal.JournalRecord;
import dev.croupier.host.turn.Input;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A host that is started from an old copy of its journal. */
class StaleViewTest {

  private final FakeNode node = new FakeNode(new VirtualClock());
  private final CrashingJournal journal = new CrashingJournal();
  private final CrashingJournal backup = new CrashingJournal();
  private SessionId id = SessionId.parse("0x" + "00".repeat(32));

  @BeforeEach
  void sessionThatWentOnAfterTheBackup() {
    node.tellsAllocations = true;
    id =
        node.seed(
            new SessionDefinition(
                "x", List.of(FakeNode.wallet(1), FakeNode.wallet(9)), List.of(100L, 0L), 100, 0, 3),
            protocol("2", "1"));
    TestTable table = host(journal, (turn, doing) -> submit(turn.input(), doing, "1", "2"));
    ping(table);
    List<JournalRecord> old = new ArrayList<>(journal.durable());
    ping(table);
    ping(table);
    assertThat(node.snapshot(id).version()).isEqualTo(4);
    assertThat(journal.durable()).hasSizeGreaterThan(old.size());
    old.forEach(backup::append);
    backup.releaseSome(old.size());
    table.connection("seat").kill();
    node.submitted.clear();
  }

  private static List<dev.croupier.protocol.Allocation> protocol(String own, String other) {
    return List.of(
        new dev.croupier.protocol.Allocation(FakeNode.wallet(1), "usdc", Amount.parse(own)),
        new dev.croupier.protocol.Allocation(FakeNode.wallet(9), "usdc", Amount.parse(other)));
  }

  private void submit(Input input, FakeApp.Doing doing, String own, String other) {
    if (input instanceof Input.MessageReceived) {
      doing.submit(
          id.toString(),
          List.of(
              Allocation.of(FakeNode.wallet(1).toString(), "usdc", own),
              Allocation.of(FakeNode.wallet(9).toString(), "usdc", other)));
    }
  }

  private static TestTable host(CrashingJournal from, FakeApp.Handler handler, FakeNode node) {
    TestTable table = new TestTable(node);
    table.journal = from;
    table.seat("seat", handler);
    var started = table.build().start();
    settle(table, from);
    started.join();
    settle(table, from);
    return table;
  }

  private TestTable host(CrashingJournal from, FakeApp.Handler handler) {
    return host(from, handler, node);
  }

  private static void settle(TestTable table, CrashingJournal from) {
    for (int i = 0; i < 50; i++) {
      from.releaseSome(Integer.MAX_VALUE);
      table.settle();
    }
  }

  private void ping(TestTable table) {
    node.relay(id, FakeNode.wallet(9), "ping", "{\"n\":1}");
    settle(table, (CrashingJournal) table.journal);
  }

  @Test
  void nextState_followsTheNodesVersion_notTheJournals() {
    TestTable table = host(backup, (turn, doing) -> submit(turn.input(), doing, "0", "3"));
    ping(table);

    assertThat(node.submitted)
        .containsExactly(
            new Operation.SubmitState(
                id, Operation.Intent.OPERATE, 5, protocol("0", "3"), Optional.empty()));
  }

  @Test
  void totalsThatHaveChangedSince_areThoseTheGuardHoldsStatesAgainst() {
    node.change(id, 6, true, protocol("2", "3"));
    TestTable table = host(backup, (turn, doing) -> submit(turn.input(), doing, "0", "3"));
    ping(table);

    assertThat(node.submitted).isEmpty();
    assertThat(table.events(HostEvent.CallFailed.class))
        .singleElement()
        .satisfies(
            failed -> {
              assertThat(failed.code()).isEqualTo("conservation");
              assertThat(failed.reason()).contains("the session holds 5");
            });
  }

  @Test
  void sharesTheNodeDoesNotTell_areUnknown_andNothingIsSigned() {
    node.tellsAllocations = false;
    TestTable table = host(backup, (turn, doing) -> submit(turn.input(), doing, "0", "3"));
    int signed = table.connection("seat").signed;
    ping(table);

    assertThat(node.submitted).isEmpty();
    assertThat(table.connection("seat").signed).isEqualTo(signed);
    assertThat(table.events(HostEvent.CallFailed.class)).hasSize(1);
  }

  @Test
  void sessionClosedSinceTheBackup_isTold() {
    node.change(id, 7, false, protocol("0", "3"));
    TestTable table = host(backup, (turn, doing) -> {});

    assertThat(table.events(HostEvent.SessionClosed.class)).hasSize(1);
  }
}
