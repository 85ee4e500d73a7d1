package dev.croupier.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.app.Allocation;
import dev.croupier.app.SessionRequest;
import dev.croupier.host.fake.FakeApp;
import dev.croupier.host.fake.TestTable;
import dev.croupier.host.guard.SpendingLimits;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Who signs whose sessions: policy, guard, app, time. */
class InviteTest {

  private final TestTable table = new TestTable();
  private final List<Turn> serverTurns = new ArrayList<>();
  private String serverPays = "1";
  private String playerPays = "1";
  private BiFunction<FakeApp.Doing, SessionRequest, SessionRequest> tamper =
      (doing, request) -> request;

  private void creates(Turn turn, FakeApp.Doing doing) {
    serverTurns.add(turn);
    if (turn.input() instanceof Input.Started) {
      SessionRequest request =
          doing.seat.prepareSession(
              table.terms("server", "player"),
              List.of(table.usdc("server", serverPays), table.usdc("player", playerPays)),
              Optional.empty(),
              turn.timeMs());
      doing.create(tamper.apply(doing, request));
    }
  }

  private static void accepts(Turn turn, FakeApp.Doing doing) {
    if (turn.input() instanceof Input.Invited invited) {
      doing.answer(invited.inviteId(), true, "");
    }
  }

  private static SeatConfig player(InvitePolicy policy) {
    return SeatConfig.of("player", "player").withInvites(policy).withLimits(TestTable.TEN_USDC);
  }

  private Input.CallResult answer() {
    return serverTurns.stream()
        .map(Turn::input)
        .filter(Input.Answered.class::isInstance)
        .map(input -> ((Input.Answered) input).result())
        .findFirst()
        .orElseThrow();
  }

  private void assertRefused(String code, String... words) {
    assertThat(answer())
        .isInstanceOfSatisfying(
            Input.CallResult.Failed.class,
            failed -> {
              assertThat(failed.code()).isEqualTo(code);
              assertThat(failed.message()).contains(words);
            });
    assertThat(table.node.submitted).isEmpty();
    assertThat(table.events(HostEvent.SessionCreated.class)).isEmpty();
  }

  @Test
  void policyNever_refusesWithoutAskingTheApp() {
    table.seat("server", this::creates);
    FakeApp player = table.seat(player(InvitePolicy.NEVER), InviteTest::accepts);
    table.start();

    assertRefused("declined", "player", "never");
    assertThat(player.turns).hasSize(1);
    assertThat(table.connection("player").signed).isZero();
    assertThat(table.events(HostEvent.SignatureRefused.class))
        .extracting(HostEvent.SignatureRefused::code)
        .containsExactly("policy");
  }

  @Test
  void policyFrom_admitsANamedSeat() {
    table.seat("server", this::creates);
    table.seat(player(new InvitePolicy.From(List.of("server"))), InviteTest::accepts);
    table.start();

    assertThat(answer()).isInstanceOf(Input.CallResult.Succeeded.class);
    assertThat(table.connection("player").signed).isOne();
  }

  @Test
  void policyFrom_admitsAnAddressInAnyLetterCase() {
    table.seat("server", this::creates);
    String lower = table.wallet("server").toString().toLowerCase(java.util.Locale.ROOT);
    table.seat(player(new InvitePolicy.From(List.of(lower))), InviteTest::accepts);
    table.start();

    assertThat(answer()).isInstanceOf(Input.CallResult.Succeeded.class);
  }

  @Test
  void policyFrom_refusesOthers() {
    table.seat("server", this::creates);
    table.seat(
        player(new InvitePolicy.From(List.of("0x1111111111111111111111111111111111111111"))),
        InviteTest::accepts);
    table.start();

    assertRefused("declined", "from 0x1111");
  }

  @Test
  void policyFrom_withAnUnknownName_stopsTheStart() {
    table.seat(player(new InvitePolicy.From(List.of("servre"))), InviteTest::accepts);

    org.assertj.core.api.Assertions.assertThatThrownBy(() -> table.build().start())
        .isInstanceOf(HostConfigException.class)
        .hasMessageContaining("\"servre\"");
  }

  @Test
  void appThatSaysNo_refusesWithItsReason() {
    table.seat("server", this::creates);
    table.seat(
        "player",
        (turn, doing) -> {
          if (turn.input() instanceof Input.Invited invited) {
            doing.answer(invited.inviteId(), false, "not today");
          }
        });
    table.start();

    assertRefused("declined", "player", "its app said no: not today");
    assertThat(table.connection("player").signed).isZero();
  }

  @Test
  void appThatFails_refuses() {
    table.seat("server", this::creates);
    table.seat(
        "player",
        (turn, doing) -> {
          if (turn.input() instanceof Input.Invited) {
            throw new IllegalStateException("boom");
          }
        });
    table.start();

    assertRefused("declined", "its app failed: boom");
  }

  @Test
  void appThatDoesNotAnswer_refusesWhenItsTimeIsUp_andNotBefore() {
    table.config = HostConfig.DEFAULTS.withInviteTimeout(Duration.ofSeconds(3));
    table.seat("server", this::creates);
    FakeApp player = table.seat("player", (turn, doing) -> {});
    table.start();

    table.advance(Duration.ofMillis(2_999));
    assertThat(serverTurns).hasSize(1);
    table.advance(Duration.ofMillis(1));

    assertRefused("no-answer", "player", "3000 ms");
    assertThat(player.turns).hasSize(2);
  }

  @Test
  void allowanceExceeded_refusesBeforeTheAppIsAsked() {
    playerPays = "10.000001";
    table.seat("server", this::creates);
    FakeApp player = table.seat("player", InviteTest::accepts);
    table.start();

    assertRefused("declined", "paying 10.000001 usdc", "allowance of 10");
    assertThat(player.turns).hasSize(1);
    assertThat(table.connection("player").signed).isZero();
  }

  @Test
  void assetWithoutAllowance_mayOnlyBeZero() {
    table.seat("server", this::creates);
    table.seat(
        SeatConfig.of("player", "player")
            .withInvites(InvitePolicy.ALWAYS)
            .withLimits(SpendingLimits.NOTHING),
        InviteTest::accepts);
    table.start();

    assertRefused("declined", "allowance of 0");
  }

  @Test
  void requestThatSaysOtherThanItsText_isNotSigned() {
    tamper =
        (doing, request) ->
            new SessionRequest(
                request.terms(),
                List.of(table.usdc("server", "0"), table.usdc("player", "1")),
                request.nonce(),
                request.sessionData(),
                request.body());
    table.seat("server", this::creates);
    table.seat("player", InviteTest::accepts);
    table.start();

    assertRefused("text-differs", "allocations");
    assertThat(table.connection("server").signed).isZero();
  }

  @Test
  void textOfAnotherKind_isNotSigned() {
    tamper =
        (doing, request) ->
            new SessionRequest(
                request.terms(),
                request.allocations(),
                request.nonce(),
                request.sessionData(),
                "[1,\"transfer\",{}]");
    table.seat("server", this::creates);
    table.seat("player", InviteTest::accepts);
    table.start();

    assertRefused("unreadable-text", "not a text of this dialect");
  }

  @Test
  void localSeatThatPaysNothing_isAskedToo() {
    playerPays = "0";
    table.seat("server", this::creates);
    FakeApp player = table.seat("player", InviteTest::accepts);
    table.start();

    assertThat(answer()).isInstanceOf(Input.CallResult.Succeeded.class);
    assertThat(player.turns.get(1).input()).isInstanceOf(Input.Invited.class);
    assertThat(table.connection("player").signed).isOne();
  }

  @Test
  void payingParticipantElsewhere_cannotBeAskedWhereNothingCarriesProposals() {
    table.seat(
        "server",
        (turn, doing) -> {
          serverTurns.add(turn);
          if (turn.input() instanceof Input.Started) {
            String stranger = dev.croupier.host.fake.FakeNode.wallet(9).toString();
            doing.create(
                doing.seat.prepareSession(
                    dev.croupier.app.SessionTerms.decidedByFirst(
                        "x", List.of(doing.seat.address(), stranger)),
                    List.of(Allocation.of(stranger, "usdc", "1")),
                    Optional.empty(),
                    turn.timeMs()));
          }
        });
    table.start();

    assertRefused("not-reachable", "the node carries no proposals to others");
  }

  @Test
  void signaturesTheAppBringsAlong_areUsed_andNobodyIsAskedTwice() {
    FakeApp[] player = new FakeApp[1];
    table.seat(
        "server",
        (turn, doing) -> {
          serverTurns.add(turn);
          if (turn.input() instanceof Input.MessageReceived) {
            return;
          }
          if (turn.input() instanceof Input.Started) {
            doing.timer(Optional.empty(), "later", 10, "0");
          }
          if (turn.input() instanceof Input.TimerFired) {
            doing.create(shared(), List.of(signature(player[0])));
          }
        });
    player[0] =
        table.seat(
            "player",
            (turn, doing) -> {
              if (turn.input() instanceof Input.Started) {
                request =
                    Optional.of(
                        doing.seat.prepareSession(
                            table.terms("server", "player"),
                            List.of(table.usdc("server", "1"), table.usdc("player", "1")),
                            Optional.empty(),
                            turn.timeMs()));
                doing.sign(shared());
              }
            });
    table.start();
    table.advance(Duration.ofMillis(10));

    assertThat(answer()).isInstanceOf(Input.CallResult.Succeeded.class);
    assertThat(player[0].turns)
        .extracting(turn -> turn.input().getClass().getSimpleName())
        .containsExactly("Started", "Answered", "SessionCreated");
  }

  private Optional<SessionRequest> request = Optional.empty();

  private SessionRequest shared() {
    return request.orElseThrow();
  }

  private static String signature(FakeApp app) {
    return app.turns.stream()
        .map(Turn::input)
        .filter(Input.Answered.class::isInstance)
        .map(input -> ((Input.Answered) input).result())
        .map(result -> ((Input.CallResult.Succeeded) result).valueJson().replace("\"", ""))
        .findFirst()
        .orElseThrow();
  }
}
