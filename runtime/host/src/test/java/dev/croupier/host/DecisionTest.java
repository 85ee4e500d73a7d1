package dev.croupier.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.app.Allocation;
import dev.croupier.app.SessionTerms;
import dev.croupier.client.Operation;
import dev.croupier.client.SessionDefinition;
import dev.croupier.host.fake.FakeApp;
import dev.croupier.host.fake.FakeJournal;
import dev.croupier.host.fake.FakeNode;
import dev.croupier.host.fake.TestTable;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.SessionView;
import dev.croupier.host.turn.Turn;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Submitting and closing: weights, versions, ends. */
class DecisionTest {

  private final TestTable table = new TestTable();
  private final List<Input.CallResult> results = new ArrayList<>();

  /** A server that opens a session with a player and then does what the test says. */
  private FakeApp server(List<Long> weights, BiConsumer<Turn, FakeApp.Doing> then) {
    return table.seat(
        "server",
        (turn, doing) -> {
          switch (turn.input()) {
            case Input.Started() ->
                doing.create(
                    doing.seat.prepareSession(
                        new SessionTerms(
                            "bet",
                            List.of(
                                table.wallet("server").toString(),
                                table.wallet("player").toString()),
                            weights,
                            100),
                        shares("1", "1"),
                        Optional.empty(),
                        turn.timeMs()));
            case Input.SessionCreated() -> then.accept(turn, doing);
            case Input.Answered answer -> results.add(answer.result());
            default -> {}
          }
        });
  }

  private FakeApp player() {
    return table.seat(
        "player",
        (turn, doing) -> {
          if (turn.input() instanceof Input.Invited invited) {
            doing.answer(invited.inviteId(), true, "");
          }
        });
  }

  private List<Allocation> shares(String server, String player) {
    return List.of(table.usdc("server", server), table.usdc("player", player));
  }

  @Test
  void sharesThatDoNotAddUp_areRefused_andTheSessionStaysOpen() {
    server(
        List.of(100L, 0L),
        (turn, doing) -> doing.close(PingPongTest.id(turn), shares("0", "2.000001")));
    player();
    table.start();

    assertThat(results.getLast())
        .isEqualTo(
            new Input.CallResult.Failed(
                "conservation", "shares of usdc add up to 2.000001, the session holds 2"));
    assertThat(table.host().seats().getFirst().openSessions()).hasSize(1);
  }

  @Test
  void states_submittedTogether_areCheckedOneAfterTheOther() {
    server(
        List.of(100L, 0L),
        (turn, doing) -> {
          doing.submit(PingPongTest.id(turn), shares("2", "0"));
          doing.submit(PingPongTest.id(turn), shares("1", "1"));
          doing.close(PingPongTest.id(turn), shares("0", "2"));
        });
    player();
    table.start();

    assertThat(table.node.submitted.subList(1, 4))
        .extracting(
            operation ->
                operation instanceof Operation.SubmitState state
                    ? "v" + state.version()
                    : operation.getClass().getSimpleName())
        .containsExactly("v2", "v3", "CloseSession");
    assertThat(results).allMatch(Input.CallResult.Succeeded.class::isInstance);
    assertThat(results.getLast())
        .extracting(result -> ((Input.CallResult.Succeeded) result).valueJson())
        .asString()
        .contains("\"version\":4", "\"open\":false");
  }

  @Test
  void submittedShares_reachTheOtherSeat_onceWhetherTheNodePushesOrNot() {
    for (boolean pushes : new boolean[] {false, true}) {
      TestTable fresh = new TestTable();
      fresh.node.pushesStates = pushes;
      DecisionTest test = this;
      assertThat(test.updates(fresh)).isEqualTo(1);
    }
  }

  private long updates(TestTable fresh) {
    FakeApp[] player = new FakeApp[1];
    fresh.seat(
        "server",
        (turn, doing) -> {
          if (turn.input() instanceof Input.Started) {
            doing.create(
                doing.seat.prepareSession(
                    fresh.terms("server", "player"),
                    List.of(fresh.usdc("server", "2"), fresh.usdc("player", "0")),
                    Optional.empty(),
                    turn.timeMs()));
          } else if (turn.input() instanceof Input.SessionCreated) {
            doing.submit(
                PingPongTest.id(turn),
                List.of(fresh.usdc("server", "0"), fresh.usdc("player", "2")));
          } else if (turn.input() instanceof Input.Answered
              && !doing.seat.activeSessions().isEmpty()
              && turn.session().isPresent()) {
            doing.send(PingPongTest.id(turn), "ping", "{\"n\":1}");
          }
        });
    player[0] =
        fresh.seat(
            "player",
            (turn, doing) -> {
              if (turn.input() instanceof Input.Invited invited) {
                doing.answer(invited.inviteId(), true, "");
              }
            });
    int[] rounds = {0};
    fresh.build().start();
    while (rounds[0]++ < 200) {
      fresh.loops.forEach(loop -> loop.step());
      fresh.node.deliver();
    }
    SessionView seen =
        player[0].turns.stream()
            .filter(turn -> turn.input() instanceof Input.MessageReceived)
            .findFirst()
            .flatMap(Turn::session)
            .orElseThrow();
    assertThat(seen.allocations())
        .containsExactly(fresh.usdc("server", "0"), fresh.usdc("player", "2"));
    return fresh.events(HostEvent.StateUpdated.class).stream()
        .filter(event -> event.seat().equals("player"))
        .count();
  }

  @Test
  void refusalOfTheNode_reachesTheAppWithTheNodesWords() {
    server(
        List.of(100L, 0L),
        (turn, doing) -> {
          table.node.refusal = Optional.of("asset usdc not fully redistributed");
          doing.close(PingPongTest.id(turn), shares("0", "2"));
        });
    player();
    table.start();

    assertThat(results.getLast())
        .isEqualTo(
            new Input.CallResult.Failed(
                "node-refused", "node refused submit: asset usdc not fully redistributed"));
    assertThat(table.events(HostEvent.SessionClosed.class)).isEmpty();
  }

  @Test
  void closedSession_isOverForEverySeatOnce_andTakesNoMoreMessages() {
    server(
        List.of(100L, 0L),
        (turn, doing) -> {
          doing.close(PingPongTest.id(turn), shares("0", "2"));
          doing.close(PingPongTest.id(turn), shares("0", "2"));
        });
    FakeApp player = player();
    table.start();
    SessionId id = table.events(HostEvent.SessionClosed.class).getFirst().sessionId();

    assertThat(results.getLast())
        .isInstanceOfSatisfying(
            Input.CallResult.Failed.class,
            failed -> assertThat(failed.code()).isIn("session-not-open", "unknown-session"));
    assertThat(player.turns)
        .filteredOn(turn -> turn.input() instanceof Input.SessionClosed)
        .hasSize(1);

    table.node.relay(id, table.wallet("server"), "ping", "{\"n\":1}");
    table.settle();
    assertThat(table.events(HostEvent.MessageRefused.class))
        .extracting(HostEvent.MessageRefused::code)
        .containsExactly("session-not-open", "session-not-open");
    assertThat(table.events(HostEvent.SessionCreated.class)).hasSize(2);
  }

  @Test
  void sessionWhoseSharesNobodyTold_isNotClosedBlindly() {
    SessionId[] id = new SessionId[1];
    FakeApp app =
        table.seat(
            "server",
            (turn, doing) -> {
              if (turn.input() instanceof Input.MessageReceived) {
                doing.close(
                    id[0].toString(),
                    List.of(
                        table.usdc("server", "1"),
                        Allocation.of(FakeNode.wallet(9).toString(), "usdc", "0")));
              }
            });
    table.start();
    Address self = table.wallet("server");
    id[0] =
        table.node.seed(
            new SessionDefinition(
                "x", List.of(self, FakeNode.wallet(9)), List.of(100L, 0L), 100, 0, 3),
            List.of(new dev.croupier.protocol.Allocation(self, "usdc", Amount.of(1))));
    table.node.relay(id[0], FakeNode.wallet(9), "ping", "{\"n\":1}");
    table.settle();

    assertThat(app.turns.getLast().input())
        .isInstanceOfSatisfying(
            Input.Answered.class,
            answer ->
                assertThat(answer.result())
                    .isInstanceOfSatisfying(
                        Input.CallResult.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("shares-unknown")));
    assertThat(table.connection("server").signed).isZero();
  }

  @Test
  void openSession_afterARestart_goesOnWithItsStateAndItsHandledMessages() {
    FakeJournal journal = new FakeJournal();
    table.journal = journal;
    table.node.tellsAllocations = true;
    FakeApp.Handler counting =
        (turn, doing) -> {
          if (turn.input() instanceof Input.MessageReceived message) {
            doing.state(message.dataJson());
          }
        };
    table.seat("server", counting);
    table.start();
    SessionId id =
        table.node.seed(
            new SessionDefinition(
                "x",
                List.of(table.wallet("server"), FakeNode.wallet(9)),
                List.of(100L, 0L),
                100,
                0,
                3),
            List.of());
    table.node.relay(id, FakeNode.wallet(9), "ping", "{\"n\":41}", 5);
    table.settle();

    TestTable again = new TestTable();
    again.journal = journal;
    FakeApp app = again.seat("server", counting);
    again.node.seed(
        new SessionDefinition(
            "x", List.of(again.wallet("server"), FakeNode.wallet(9)), List.of(100L, 0L), 100, 0, 3),
        List.of());
    again.start();
    again.node.relay(id, FakeNode.wallet(9), "ping", "{\"n\":41}", 5);
    again.node.relay(id, FakeNode.wallet(9), "ping", "{\"n\":42}", 6);
    again.settle();

    assertThat(again.events(HostEvent.SessionCreated.class))
        .extracting(HostEvent.SessionCreated::entry)
        .containsExactly(HostEvent.SessionEntry.RESUMED);
    assertThat(app.turns)
        .extracting(turn -> turn.input().getClass().getSimpleName())
        .containsExactly("Started", "SessionResumed", "MessageReceived");
    assertThat(app.turns.getLast().session().orElseThrow().stateJson()).isEqualTo("{\"n\":41}");
    assertThat(again.events(HostEvent.MessageRefused.class)).isEmpty();
  }
}
