package dev.croupier.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.client.Operation;
import dev.croupier.host.fake.FakeApp;
import dev.croupier.host.fake.FakeJournal;
import dev.croupier.host.fake.TestTable;
import dev.croupier.host.journal.JournalRecord;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.Turn;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The operator's way in: recorded first, under the rules of the seat, without the app. */
class OperatorTest {

  private final TestTable table = new TestTable();
  private final FakeJournal journal = (FakeJournal) table.journal;

  private void opens(Turn turn, FakeApp.Doing doing) {
    if (turn.input() instanceof Input.Started) {
      doing.create(
          doing.seat.prepareSession(
              table.terms("server", "player"),
              List.of(table.usdc("server", "1"), table.usdc("player", "1")),
              Optional.empty(),
              turn.timeMs()));
    }
    if (turn.input() instanceof Input.Proposed proposed) {
      doing.answerProposal(proposed.proposalId(), false, "not so");
    }
  }

  private static void accepts(Turn turn, FakeApp.Doing doing) {
    if (turn.input() instanceof Input.Invited invited) {
      doing.answer(invited.inviteId(), true, "");
    }
  }

  private Operator operator() {
    return table.host().operator();
  }

  private SessionId session() {
    return table.host().seats().getFirst().openSessions().getFirst();
  }

  private List<Allocation> shares(String server, String player) {
    return List.of(
        new Allocation(table.wallet("server"), "usdc", Amount.parse(server)),
        new Allocation(table.wallet("player"), "usdc", Amount.parse(player)));
  }

  private <T> T done(CompletableFuture<T> request) {
    table.settle();
    assertThat(request).isDone();
    return request.join();
  }

  private void assertRefused(CompletableFuture<?> request, String code, String... words) {
    table.settle();
    assertThatThrownBy(request::join)
        .cause()
        .isInstanceOfSatisfying(
            OperatorException.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(code);
              for (String word : words) {
                assertThat(refused).hasMessageContaining(word);
              }
            });
  }

  private List<JournalRecord> operatorRecords() {
    return journal.records.stream().filter(record -> record.run().endsWith(".operator")).toList();
  }

  @Test
  void close_leavesOnlyWhenItsRecordIsDurable_andIsAnsweredToTheOperator() {
    FakeApp server = table.seat("server", this::opens);
    table.seat("player", OperatorTest::accepts);
    table.start();
    int submitted = table.node.submitted.size();
    int turns = server.turns.size();

    journal.holding = true;
    CompletableFuture<Void> closed = operator().close("server", session(), shares("2", "0"));
    table.settle();
    assertThat(table.node.submitted).hasSize(submitted);
    assertThat(closed).isNotDone();
    journal.release();
    done(closed);

    assertThat(table.node.submitted.getLast()).isInstanceOf(Operation.CloseSession.class);
    assertThat(server.turns.subList(turns, server.turns.size()))
        .extracting(Turn::input)
        .singleElement()
        .isInstanceOf(Input.SessionClosed.class);
    assertThat(operatorRecords())
        .extracting(JournalRecord::input)
        .satisfiesExactly(
            asked -> assertThat(asked).isEqualTo(new Input.Operator("close", "{}")),
            leaving -> assertThat(leaving).isInstanceOf(Input.Leaving.class),
            answered ->
                assertThat(answered)
                    .isInstanceOfSatisfying(
                        Input.Answered.class,
                        answer ->
                            assertThat(answer.result())
                                .isInstanceOf(Input.CallResult.Succeeded.class)));
    assertThat(operatorRecords().getFirst().effects())
        .singleElement()
        .isInstanceOf(Effect.CloseSession.class);
  }

  @Test
  void guard_holdsForTheOperatorToo() {
    table.seat("server", this::opens);
    table.seat("player", OperatorTest::accepts);
    table.start();
    int submitted = table.node.submitted.size();

    assertRefused(operator().close("server", session(), shares("2", "1")), "conservation", "3");
    assertRefused(
        operator().close("player", session(), shares("0", "2")), "not-enough-signatures", "not so");
    assertRefused(
        operator()
            .transfer("server", table.wallet("player"), new AssetAmount("usdc", Amount.of(4))),
        "transfer-limit",
        "limit of 3");
    assertRefused(
        operator().send("server", session(), "ping", "{}"), "message-refused", "\"ping\"");
    assertThat(table.node.submitted).hasSize(submitted);

    done(
        operator()
            .transfer("server", table.wallet("player"), new AssetAmount("usdc", Amount.of(3))));
    assertThat(table.node.submitted.getLast()).isInstanceOf(Operation.Transfer.class);
  }

  @Test
  void sign_asksTheNodeFirst_andSignsNothingTheSessionHasLeftBehind() {
    table.seat("server", this::opens);
    table.seat("player", OperatorTest::accepts);
    table.start();
    SessionId id = session();
    String text =
        table
            .connection("server")
            .plan(
                new Operation.SubmitState(
                    id, Operation.Intent.OPERATE, 2, shares("2", "0"), Optional.empty()),
                Duration.ZERO)
            .text();
    table.connection("player").cut();
    assertRefused(operator().sign("player", text), "not-connected", "could not be read");
    table.connection("player").reconnect();
    table.settle();
    int signed = table.connection("player").signed;

    table.node.change(id, 2, true, shares("1", "1"));
    assertRefused(operator().sign("player", text), "wrong-version", "3");

    assertThat(table.connection("player").signed).isEqualTo(signed);
  }

  @Test
  void send_reachesTheOtherSeat() {
    table.seat("server", this::opens);
    FakeApp player = table.seat("player", OperatorTest::accepts);
    table.start();

    done(operator().send("server", session(), "ping", "{\"n\":1}"));

    assertThat(player.turns.getLast().input())
        .isInstanceOfSatisfying(
            Input.MessageReceived.class,
            message -> assertThat(message.dataJson()).isEqualTo("{\"n\":1}"));
  }

  @Test
  void unknownSeat_unknownSession_stoppedSeat_areToldApart() {
    table.seat("server", this::opens);
    table.seat("player", OperatorTest::accepts);
    table.start();
    SessionId id = session();

    assertRefused(operator().balances("nobody"), "unknown-seat", "\"nobody\"");
    assertRefused(
        operator().send("server", SessionId.parse("0x" + "00".repeat(32)), "ping", "{\"n\":1}"),
        "unknown-session",
        "0x0000");
    CompletableFuture<Void> stopped = table.host().stop();
    table.settle();
    stopped.join();
    assertRefused(operator().close("server", id, shares("1", "1")), "seat-stopped", "server");
  }

  @Test
  void invite_atASeatThatAsks_waitsForTheOperator_thenForTheApp() {
    table.seat("server", this::opens);
    FakeApp player =
        table.seat(
            SeatConfig.of("player", "player")
                .withInvites(InvitePolicy.ASK)
                .withLimits(TestTable.TEN_USDC),
            OperatorTest::accepts);
    table.start();
    PendingInvite invite = done(operator().invites("player")).getFirst();
    assertThat(invite.initiator()).isEqualTo(table.wallet("server"));
    assertThat(invite.allocations()).hasSize(2);
    assertThat(player.turns).hasSize(1);

    done(operator().decide("player", invite.id(), true, ""));

    assertThat(player.turns.get(1).input()).isInstanceOf(Input.Invited.class);
    assertThat(table.events(HostEvent.SessionCreated.class)).hasSize(2);
    assertThat(done(operator().invites("player"))).isEmpty();
    assertRefused(operator().decide("player", invite.id(), true, ""), "unknown-invite");
  }

  @Test
  void invite_refusedByTheOperator_neverReachesTheApp() {
    table.seat("server", this::opens);
    FakeApp player =
        table.seat(
            SeatConfig.of("player", "player")
                .withInvites(InvitePolicy.ASK)
                .withLimits(TestTable.TEN_USDC),
            OperatorTest::accepts);
    table.start();

    done(operator().decide("player", 1, false, "not today"));

    assertThat(player.turns).hasSize(1);
    assertThat(table.connection("player").signed).isZero();
    assertThat(table.events(HostEvent.SignatureRefused.class))
        .singleElement()
        .satisfies(
            refused -> {
              assertThat(refused.code()).isEqualTo("operator");
              assertThat(refused.reason()).contains("not today");
            });
  }

  @Test
  void invite_theOperatorForgets_isRefusedInTime() {
    table.seat("server", this::opens);
    FakeApp player =
        table.seat(
            SeatConfig.of("player", "player")
                .withInvites(InvitePolicy.ASK)
                .withLimits(TestTable.TEN_USDC),
            OperatorTest::accepts);
    table.start();

    table.advance(Duration.ofSeconds(10));

    assertThat(player.turns).hasSize(1);
    assertThat(table.events(HostEvent.SignatureRefused.class))
        .singleElement()
        .satisfies(refused -> assertThat(refused.reason()).contains("its operator did not answer"));
    assertThat(done(operator().invites("player"))).isEmpty();
  }

  @Test
  void invite_beyondTheAllowance_isNotEvenAsked() {
    table.seat("server", this::opens);
    table.seat(
        SeatConfig.of("player", "player").withInvites(InvitePolicy.ASK), OperatorTest::accepts);
    table.start();

    assertThat(done(operator().invites("player"))).isEmpty();
    assertThat(table.events(HostEvent.SignatureRefused.class))
        .extracting(HostEvent.SignatureRefused::code)
        .containsExactly("allowance");
  }
}
