package dev.croupier.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.app.Allocation;
import dev.croupier.app.SessionTerms;
import dev.croupier.client.Operation;
import dev.croupier.client.SessionDefinition;
import dev.croupier.host.fake.FakeApp;
import dev.croupier.host.fake.FakeConnection.Loss;
import dev.croupier.host.fake.FakeNode;
import dev.croupier.host.fake.TestTable;
import dev.croupier.host.fake.VirtualClock;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.Input.CallResult;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of requests whose answer is lost while the host lives. */
class LostAnswersTest {

  private static final String OTHER = FakeNode.wallet(9).toString();

  private final VirtualClock clock = new VirtualClock();
  private final FakeNode node = new FakeNode(clock);
  private final TestTable table = new TestTable(node, clock);
  private FakeApp app = new FakeApp("none", (turn, doing) -> {});
  private FakeApp.Handler act = (turn, doing) -> {};
  private SessionId id = SessionId.parse("0x" + "00".repeat(32));

  @BeforeEach
  void seatThatActsWhenPinged() {
    node.tellsAllocations = true;
    node.acceptance = Optional.of(Duration.ofMinutes(1));
    app =
        table.seat(
            "seat",
            (turn, doing) -> {
              if (turn.input() instanceof Input.MessageReceived) {
                act.on(turn, doing);
              }
            });
    table.start();
    id = seed(List.of(100L, 0L), 3);
  }

  private SessionId seed(List<Long> weights, long nonce) {
    return node.seed(
        new SessionDefinition(
            "x", List.of(FakeNode.wallet(1), FakeNode.wallet(9)), weights, 100, 0, nonce),
        List.of(
            new dev.croupier.protocol.Allocation(FakeNode.wallet(1), "usdc", Amount.of(2)),
            new dev.croupier.protocol.Allocation(FakeNode.wallet(9), "usdc", Amount.of(1))));
  }

  private static List<Allocation> shares(String own, String other) {
    return List.of(
        Allocation.of(FakeNode.wallet(1).toString(), "usdc", own),
        Allocation.of(OTHER, "usdc", other));
  }

  /** Lets the app act, lose what is to be lost, and get its connection back a second later. */
  private void act(FakeApp.Handler handler, Loss... losses) {
    act = handler;
    node.relay(id, FakeNode.wallet(9), "ping", "{\"n\":1}");
    table.connection("seat").losses.addAll(List.of(losses));
    table.settle();
    table.advance(Duration.ofSeconds(1));
    table.connection("seat").reconnect();
    table.settle();
  }

  private List<CallResult> results() {
    return app.turns.stream()
        .map(turn -> turn.input() instanceof Input.Answered answer ? answer.result() : null)
        .filter(Objects::nonNull)
        .toList();
  }

  private CallResult.Failed failure() {
    assertThat(results()).singleElement().isInstanceOf(CallResult.Failed.class);
    return (CallResult.Failed) results().getFirst();
  }

  private long inputs(Class<? extends Input> kind) {
    return app.turns.stream().filter(turn -> kind.isInstance(turn.input())).count();
  }

  private void assertOneSuccess(Class<? extends Operation> kind) {
    assertThat(results()).singleElement().isInstanceOf(CallResult.Succeeded.class);
    assertThat(node.submitted).singleElement().isInstanceOf(kind);
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void close_isDoneOnce_andTheAppHearsTheTrueAnswer(Loss loss) {
    act((turn, doing) -> doing.close(id.toString(), shares("0", "3")), loss);

    assertOneSuccess(Operation.CloseSession.class);
    assertThat(inputs(Input.SessionClosed.class)).isEqualTo(1);
    assertThat(
            app.turns.stream()
                .map(turn -> turn.input())
                .filter(Input.SessionClosed.class::isInstance)
                .map(Input.SessionClosed.class::cast)
                .findFirst()
                .orElseThrow()
                .finalAllocations())
        .isEqualTo(shares("0", "3"));
    assertThat(table.events(HostEvent.CallFound.class)).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void state_isDoneOnce_andTheNextDecisionFollowsIt(Loss loss) {
    act(
        (turn, doing) -> {
          doing.submit(id.toString(), shares("1", "2"));
          doing.submit(id.toString(), shares("0", "3"));
        },
        loss);

    assertThat(results())
        .extracting(result -> ((CallResult.Succeeded) result).valueJson())
        .satisfiesExactly(
            first -> assertThat(first).contains("\"version\":2"),
            second -> assertThat(second).contains("\"version\":3"));
    assertThat(node.submitted).hasSize(2);
    assertThat(node.snapshot(id).version()).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void creation_isDoneOnce(Loss loss) {
    act(
        (turn, doing) ->
            doing.create(
                doing.seat.prepareSession(
                    SessionTerms.decidedByFirst("y", List.of(FakeNode.wallet(1).toString(), OTHER)),
                    List.of(Allocation.of(FakeNode.wallet(1).toString(), "usdc", "1")),
                    Optional.empty(),
                    turn.timeMs())),
        loss);

    assertOneSuccess(Operation.CreateSession.class);
    assertThat(inputs(Input.SessionCreated.class)).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = Loss.class,
      names = {"ANSWER_CUT", "ANSWER_LOST"})
  void payment_thatWasBooked_isFound(Loss loss) {
    act((turn, doing) -> doing.transfer(OTHER, "usdc", "2"), loss);

    assertOneSuccess(Operation.Transfer.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = Loss.class,
      names = {"REQUEST_CUT", "REQUEST_LOST"})
  void payment_thatWasNotBooked_isLookedForUntilItCannotBe_andNeverSentAgain(Loss loss) {
    act((turn, doing) -> doing.transfer(OTHER, "usdc", "2"), loss);
    table.advance(Duration.ofSeconds(55));
    assertThat(results()).isEmpty();

    table.advance(Duration.ofSeconds(40));

    assertThat(failure().code()).isEqualTo("not-done");
    assertThat(node.submitted).isEmpty();
  }

  @Test
  void payment_likeAnEarlierOne_isNotTakenForIt() {
    act(
        (turn, doing) -> {
          if (results().isEmpty()) {
            doing.transfer(OTHER, "usdc", "2");
          }
        });
    assertOneSuccess(Operation.Transfer.class);

    act((turn, doing) -> doing.transfer(OTHER, "usdc", "2"), Loss.REQUEST_CUT);
    table.advance(Duration.ofMinutes(3));

    assertThat(results()).hasSize(2);
    assertThat(((CallResult.Failed) results().getLast()).code()).isEqualTo("outcome-unknown");
    assertThat(node.submitted).hasSize(1);
  }

  @Test
  void state_takenByOthersMeanwhile_isSuperseded() {
    act = (turn, doing) -> doing.submit(id.toString(), shares("1", "2"));
    table.connection("seat").losses.add(Loss.REQUEST_CUT);
    node.relay(id, FakeNode.wallet(9), "ping", "{\"n\":1}");
    table.settle();
    node.replace(
        id,
        2,
        List.of(
            new dev.croupier.protocol.Allocation(FakeNode.wallet(1), "usdc", Amount.of(3)),
            new dev.croupier.protocol.Allocation(FakeNode.wallet(9), "usdc", Amount.of(0))));
    table.connection("seat").reconnect();
    table.settle();

    assertThat(failure().code()).isEqualTo("superseded");
    assertThat(node.submitted).isEmpty();
  }

  @Test
  void answerThatIsLostAgainAndAgain_endsAsUnknown() {
    act(
        (turn, doing) -> doing.submit(id.toString(), shares("1", "2")),
        Loss.REQUEST_LOST,
        Loss.REQUEST_LOST,
        Loss.REQUEST_LOST,
        Loss.REQUEST_LOST,
        Loss.REQUEST_LOST);

    assertThat(failure().code()).isEqualTo("outcome-unknown");
  }

  @Test
  void textThatTheNodeWouldFindTooOld_isNotSentAgain() {
    act = (turn, doing) -> doing.submit(id.toString(), shares("1", "2"));
    table.connection("seat").losses.add(Loss.REQUEST_CUT);
    node.relay(id, FakeNode.wallet(9), "ping", "{\"n\":1}");
    table.settle();
    table.advance(Duration.ofMinutes(2));
    table.connection("seat").reconnect();
    table.settle();

    assertThat(failure().code()).isEqualTo("not-done");
    assertThat(node.submitted).isEmpty();
  }

  @Test
  void refusalOfARequestThatWasDone_asOfAFrameThatCameTwice_isNotBelieved() {
    node.refusesAfterDoing = Optional.of("incorrect version: expected 3, got 2");
    act((turn, doing) -> doing.submit(id.toString(), shares("1", "2")));

    assertOneSuccess(Operation.SubmitState.class);
  }

  @Test
  void refusalOfAPaymentThatWasBooked_isNotBelieved() {
    node.refusesAfterDoing = Optional.of("request used before");
    act((turn, doing) -> doing.transfer(OTHER, "usdc", "2"));

    assertOneSuccess(Operation.Transfer.class);
  }

  @Test
  void refusal_isToldInTheNodesWords_whereNothingWasDone() {
    node.refusal = Optional.of("insufficient balance");
    act((turn, doing) -> doing.transfer(OTHER, "usdc", "2"));

    assertThat(failure().code()).isEqualTo("node-refused");
    assertThat(failure().message()).contains("insufficient balance");
  }

  @Test
  void state_thatWasReplacedBeforeItsAnswerWasLookedUp_isKnownFromWhatTheNodeHadPushed() {
    node.pushesStates = true;
    act = (turn, doing) -> doing.submit(id.toString(), shares("1", "2"));
    table.connection("seat").losses.add(Loss.ANSWER_CUT);
    node.relay(id, FakeNode.wallet(9), "ping", "{\"n\":1}");
    table.settle();
    node.replace(
        id,
        3,
        List.of(
            new dev.croupier.protocol.Allocation(FakeNode.wallet(1), "usdc", Amount.of(3)),
            new dev.croupier.protocol.Allocation(FakeNode.wallet(9), "usdc", Amount.of(0))));
    table.connection("seat").reconnect();
    table.settle();

    assertThat(results()).singleElement().isInstanceOf(CallResult.Succeeded.class);
    assertThat(node.submitted).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"0, 3, true", "3, 0, false"})
  void close_afterStatesOfOthers_isKnownByWhatItPaidOut(long own, long other, boolean done) {
    act = (turn, doing) -> doing.close(id.toString(), shares("0", "3"));
    table.connection("seat").losses.add(Loss.ANSWER_CUT);
    node.relay(id, FakeNode.wallet(9), "ping", "{\"n\":1}");
    table.settle();
    node.change(
        id,
        5,
        false,
        List.of(
            new dev.croupier.protocol.Allocation(FakeNode.wallet(1), "usdc", Amount.of(own)),
            new dev.croupier.protocol.Allocation(FakeNode.wallet(9), "usdc", Amount.of(other))));
    table.connection("seat").reconnect();
    table.settle();

    if (done) {
      assertThat(results()).singleElement().isInstanceOf(CallResult.Succeeded.class);
    } else {
      assertThat(failure().code()).isEqualTo("superseded");
    }
  }
}
