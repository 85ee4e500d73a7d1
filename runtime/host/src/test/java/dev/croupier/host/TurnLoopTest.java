package dev.croupier.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.client.Operation;
import dev.croupier.host.fake.FakeApp;
import dev.croupier.host.fake.FakeJournal;
import dev.croupier.host.fake.FakeNode;
import dev.croupier.host.fake.TestTable;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.SessionView;
import dev.croupier.host.turn.Turn;
import dev.croupier.protocol.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Turns: order, failures, limits, timers, and the journal before every effect. */
class TurnLoopTest {

  private static final FakeApp.Handler SILENT = (turn, doing) -> {};

  private final TestTable table = new TestTable();

  /** A session of the first seat with somebody elsewhere. */
  private SessionId session(int nonce) {
    return table.node.seed(nonce);
  }

  private void message(SessionId id, int n) {
    table.node.relay(id, FakeNode.wallet(9), "ping", "{\"n\":" + n + "}");
  }

  private static List<String> data(FakeApp app, SessionId id) {
    List<String> data = new ArrayList<>();
    for (Turn turn : app.turns) {
      if (turn.input() instanceof Input.MessageReceived message
          && turn.session().map(SessionView::id).equals(Optional.of(id.toString()))) {
        data.add(message.dataJson());
      }
    }
    return data;
  }

  @Test
  void messages_ofSeveralSessions_keepTheirOrderPerSession() {
    FakeApp app = table.seat("seat", SILENT);
    table.start();
    SessionId first = session(1);
    SessionId second = session(2);

    for (int n = 0; n < 5; n++) {
      message(first, n);
      message(second, n + 10);
    }
    table.settle();

    assertThat(data(app, first))
        .containsExactly("{\"n\":0}", "{\"n\":1}", "{\"n\":2}", "{\"n\":3}", "{\"n\":4}");
    assertThat(data(app, second))
        .containsExactly("{\"n\":10}", "{\"n\":11}", "{\"n\":12}", "{\"n\":13}", "{\"n\":14}");
  }

  @Test
  void firstMessage_ofAnUnknownSession_isPrecededBySessionCreated() {
    FakeApp app = table.seat("seat", SILENT);
    table.start();

    SessionId id = session(1);
    message(id, 1);
    message(id, 2);
    table.settle();

    assertThat(app.turns)
        .extracting(turn -> turn.input().getClass().getSimpleName())
        .containsExactly("Started", "SessionCreated", "MessageReceived", "MessageReceived");
    assertThat(table.events(HostEvent.SessionCreated.class))
        .extracting(HostEvent.SessionCreated::entry)
        .containsExactly(HostEvent.SessionEntry.JOINED);
  }

  @Test
  void throwingHandler_leavesOnlyItsReport_andTheSessionGoesOn() {
    FakeApp app =
        table.seat(
            "seat",
            (turn, doing) -> {
              if (turn.input() instanceof Input.MessageReceived message
                  && message.type().equals("ping")) {
                doing.state("{\"seen\":" + message.dataJson() + "}");
                doing.log("about to send");
                doing.send(PingPongTest.id(turn), "pong", "{\"n\":0}");
                if (message.dataJson().contains("1")) {
                  throw new IllegalStateException("TypeError: boom");
                }
              }
            });
    table.start();

    SessionId id = session(1);
    message(id, 1);
    table.settle();
    assertThat(table.events(HostEvent.MessageSent.class)).isEmpty();
    assertThat(table.events(HostEvent.AppLog.class)).hasSize(1);

    message(id, 2);
    table.settle();

    assertThat(table.events(HostEvent.TurnFailed.class))
        .singleElement()
        .satisfies(
            failed -> {
              assertThat(failed.failure().message()).isEqualTo("TypeError: boom");
              assertThat(failed.failure().location()).isEqualTo("seat:1:1");
              assertThat(failed.sessionId()).contains(id);
              assertThat(failed.input()).isEqualTo("message \"ping\"");
            });
    assertThat(table.events(HostEvent.MessageSent.class)).hasSize(1);
    List<String> states =
        app.turns.stream().flatMap(t -> t.session().stream()).map(SessionView::stateJson).toList();
    assertThat(states.subList(0, 3)).containsExactly("null", "null", "null");
    assertThat(states.getLast()).isEqualTo("{\"seen\":{\"n\":2}}");
  }

  @Test
  void effects_beforeTheRecordIsDurable_doNotLeave() {
    FakeJournal journal = new FakeJournal();
    table.journal = journal;
    table.seat(
        "seat",
        (turn, doing) -> {
          if (turn.input() instanceof Input.MessageReceived message
              && message.type().equals("ping")) {
            doing.send(PingPongTest.id(turn), "pong", message.dataJson());
          }
        });
    table.start();
    SessionId id = session(1);
    message(id, 1);
    table.settle();
    assertThat(table.events(HostEvent.MessageSent.class)).hasSize(1);

    journal.holding = true;
    message(id, 2);
    message(id, 3);
    table.settle();
    assertThat(table.events(HostEvent.MessageSent.class)).hasSize(1);
    assertThat(journal.waiting()).isEqualTo(2);

    journal.release();
    table.settle();
    assertThat(table.events(HostEvent.MessageSent.class))
        .extracting(HostEvent.MessageSent::dataJson)
        .containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
  }

  @Test
  void failingJournal_endsTheSeat_andNothingLeaves() {
    FakeJournal journal = new FakeJournal();
    table.journal = journal;
    table.seat(
        "seat",
        (turn, doing) -> {
          if (turn.input() instanceof Input.MessageReceived) {
            doing.send(PingPongTest.id(turn), "pong", "{\"n\":1}");
            doing.transfer(FakeNode.wallet(9).toString(), "usdc", "1");
          }
        });
    table.start();
    SessionId id = session(1);
    journal.holding = true;
    message(id, 1);
    table.settle();
    journal.fail();
    table.settle();

    assertThat(table.events(HostEvent.MessageSent.class)).isEmpty();
    assertThat(table.node.submitted).isEmpty();
    assertThat(table.connection("seat").signed).isZero();
    assertThat(table.events(HostEvent.SeatFailed.class))
        .singleElement()
        .satisfies(failed -> assertThat(failed.reason()).contains("disk full"));
    message(id, 2);
    table.settle();
    assertThat(table.events(HostEvent.MessageRefused.class))
        .extracting(HostEvent.MessageRefused::code)
        .containsExactly("seat-stopped");
  }

  @Test
  void seatThatEnds_reportsTheMessagesItHasNotHandled() {
    FakeJournal journal = new FakeJournal();
    table.journal = journal;
    table.config = HostConfig.DEFAULTS.withUncommittedTurns(1);
    FakeApp app = table.seat("seat", SILENT);
    table.start();
    SessionId id = session(1);
    message(id, 1);
    table.settle();
    journal.holding = true;
    message(id, 2);
    message(id, 3);
    message(id, 4);
    table.settle();
    journal.fail();
    table.settle();

    assertThat(data(app, id)).containsExactly("{\"n\":1}", "{\"n\":2}");
    assertThat(table.events(HostEvent.MessageRefused.class))
        .extracting(HostEvent.MessageRefused::code)
        .containsExactly("seat-stopped", "seat-stopped");
  }

  @Test
  void unrecordedTurns_upToTheLimit_thenNoFurtherTurn() {
    FakeJournal journal = new FakeJournal();
    table.journal = journal;
    table.config = HostConfig.DEFAULTS.withUncommittedTurns(3);
    FakeApp app = table.seat("seat", SILENT);
    table.start();
    SessionId id = session(1);
    journal.holding = true;
    for (int n = 0; n < 10; n++) {
      message(id, n);
    }
    table.settle();
    assertThat(journal.waiting()).isEqualTo(3);
    assertThat(journal.patience.getLast()).as("the next turn waits for it").isZero();

    journal.release();
    table.settle();
    assertThat(data(app, id)).hasSize(10);
  }

  @Test
  void turnThatLetsNothingOut_mayWaitForTheRecordOfAnother() {
    FakeJournal journal = new FakeJournal();
    table.journal = journal;
    table.seat(
        "seat",
        (turn, doing) -> {
          if (turn.input() instanceof Input.MessageReceived(var _, var _, String data, var _)) {
            doing.log("heard " + data);
            if (data.contains("2")) {
              doing.balances();
            }
          }
        });
    table.start();
    SessionId id = session(1);
    message(id, 1);
    message(id, 2);
    table.settle();

    for (int i = 0; i < journal.records.size(); i++) {
      boolean asks =
          journal.records.get(i).effects().stream().anyMatch(Effect.GetBalances.class::isInstance);
      assertThat(journal.patience.get(i).isZero())
          .as("%s", journal.records.get(i).input())
          .isEqualTo(asks);
    }
    assertThat(journal.patience).contains(Duration.ZERO);
  }

  @Test
  void record_ofAMessageTurn_holdsEverythingNeededToRunItAgain() {
    FakeJournal journal = new FakeJournal();
    table.journal = journal;
    FakeApp app =
        table.seat(
            "seat",
            (turn, doing) -> {
              if (turn.input() instanceof Input.MessageReceived) {
                doing.state("{\"round\":1}");
                doing.log("hello");
              }
            });
    table.start();
    SessionId id = session(1);
    table.node.relay(id, FakeNode.wallet(9), "ping", "{\"n\":1}", 77);
    table.settle();

    Turn turn = app.turns.getLast();
    assertThat(journal.records.getLast())
        .satisfies(
            record -> {
              assertThat(record.seat()).isEqualTo("seat");
              assertThat(record.session()).contains(id.toString());
              assertThat(record.turn()).isEqualTo(turn.number()).isEqualTo(3);
              assertThat(record.timeMs()).isEqualTo(table.clock.millis());
              assertThat(record.seed()).isEqualTo(turn.seed());
              assertThat(record.codeHash()).isEqualTo("c0de");
              assertThat(record.input()).isEqualTo(turn.input());
              assertThat(record.signedText()).contains("[77,\"message\",{\"n\":1}]");
              assertThat(record.effects()).containsExactly(new Effect.Log("info", "hello"));
              assertThat(record.stateJson()).contains("{\"round\":1}");
            });
    assertThat(journal.records).extracting(record -> record.seed()).doesNotHaveDuplicates();
  }

  @Test
  void tooManyEffects_failTheTurn() {
    table.config = HostConfig.DEFAULTS.withEffectsPerTurn(2);
    table.seat(
        "seat",
        (turn, doing) -> {
          doing.balances();
          doing.balances();
          doing.balances();
        });
    table.start();

    assertThat(table.events(HostEvent.TurnFailed.class))
        .extracting(failed -> failed.failure().message())
        .containsExactly("turn asked for 3 effects, at most 2 are allowed");
  }

  @Test
  void tooLargeState_failsTheTurn_andTheOldStateStays() {
    table.config = HostConfig.DEFAULTS.withStateBytes(8);
    FakeApp app =
        table.seat(
            "seat",
            (turn, doing) -> {
              if (turn.input() instanceof Input.MessageReceived message) {
                doing.state(message.dataJson().contains("100000") ? "\"äääää\"" : "[1]");
              }
            });
    table.start();
    SessionId id = session(1);
    message(id, 1);
    message(id, 100000);
    message(id, 3);
    table.settle();

    assertThat(table.events(HostEvent.TurnFailed.class))
        .extracting(failed -> failed.failure().message())
        .containsExactly("state has 12 bytes, at most 8 are allowed");
    assertThat(app.turns.getLast().session().orElseThrow().stateJson()).isEqualTo("[1]");
  }

  @Test
  void timer_runsOutAtItsTime_inItsSession() {
    FakeApp app =
        table.seat(
            "seat",
            (turn, doing) -> {
              if (turn.input() instanceof Input.SessionCreated) {
                doing.timer(Optional.of(PingPongTest.id(turn)), "round", 500, "{\"r\":1}");
                doing.timer(Optional.empty(), "engine", 200, "7");
              }
            });
    table.start();
    SessionId id = session(1);
    message(id, 1);
    table.settle();
    assertThat(table.loops.getFirst().nextDueMs()).hasValue(table.clock.millis() + 200);

    table.advance(Duration.ofMillis(199));
    assertThat(app.turns.getLast().input()).isInstanceOf(Input.MessageReceived.class);
    table.advance(Duration.ofMillis(1));
    assertThat(app.turns.getLast().input()).isEqualTo(new Input.TimerFired("engine", "7"));
    assertThat(app.turns.getLast().session()).isEmpty();
    table.advance(Duration.ofMillis(300));
    assertThat(app.turns.getLast().input()).isEqualTo(new Input.TimerFired("round", "{\"r\":1}"));
    assertThat(app.turns.getLast().session().map(SessionView::id)).contains(id.toString());
    // Nothing is left but the look at the open sessions.
    assertThat(table.loops.getFirst().nextDueMs().orElseThrow() - table.clock.millis())
        .isBetween(50_000L, HostConfig.DEFAULTS.watch().sessions().toMillis());
  }

  @Test
  void timer_cancelledOrReplacedBeforeItsTurn_doesNotFire() {
    FakeApp app =
        table.seat(
            "seat",
            (turn, doing) -> {
              switch (turn.input()) {
                case Input.Started() -> {
                  doing.timer(Optional.empty(), "first", 100, "1");
                  doing.timer(Optional.empty(), "second", 100, "2");
                  doing.timer(Optional.empty(), "third", 100, "3");
                }
                case Input.TimerFired fired when fired.name().equals("first") -> {
                  doing.cancel(Optional.empty(), "second");
                  doing.timer(Optional.empty(), "third", 50, "4");
                }
                default -> {}
              }
            });
    table.start();
    table.advance(Duration.ofMillis(100));
    table.advance(Duration.ofMillis(50));

    assertThat(app.turns)
        .extracting(Turn::input)
        .containsExactly(
            new Input.Started(),
            new Input.TimerFired("first", "1"),
            new Input.TimerFired("third", "4"));
  }

  @Test
  void timers_beyondTheLimit_areRefusedAndReported() {
    table.config = HostConfig.DEFAULTS.withTimersPerSession(2);
    table.seat(
        "seat",
        (turn, doing) -> {
          if (turn.input() instanceof Input.Started) {
            for (int i = 0; i < 3; i++) {
              doing.timer(Optional.empty(), "t" + i, 100, "0");
            }
            doing.timer(Optional.empty(), "t0", 200, "0");
          }
        });
    table.start();

    assertThat(table.events(HostEvent.CallFailed.class))
        .extracting(HostEvent.CallFailed::code, HostEvent.CallFailed::reason)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "too-many-timers", "timer \"t2\": 2 timers are set already"));
  }

  @Test
  void answers_comeBackInTheSessionWhoseTurnAsked() {
    FakeApp app =
        table.seat(
            "seat",
            (turn, doing) -> {
              if (turn.input() instanceof Input.Started
                  || turn.input() instanceof Input.SessionCreated) {
                doing.balances();
              }
            });
    table.start();
    SessionId id = session(1);
    message(id, 1);
    table.settle();

    List<Turn> answers =
        app.turns.stream().filter(turn -> turn.input() instanceof Input.Answered).toList();
    assertThat(answers)
        .extracting(turn -> turn.session().map(SessionView::id))
        .containsExactly(Optional.empty(), Optional.of(id.toString()));
    assertThat(answers)
        .extracting(Turn::input)
        .containsExactly(
            new Input.Answered(1, new Input.CallResult.Succeeded("{\"usdc\":\"12.5\"}")),
            new Input.Answered(2, new Input.CallResult.Succeeded("{\"usdc\":\"12.5\"}")));
  }

  @Test
  void turnTime_whenTheClockGoesBack_doesNot() {
    FakeApp app = table.seat("seat", SILENT);
    table.start();
    long before = table.clock.millis();
    table.clock.advance(Duration.ofSeconds(-5));
    message(session(1), 1);
    table.settle();

    assertThat(app.turns.getLast().timeMs()).isEqualTo(before);
  }

  @Test
  void transfer_withinItsLimit_isBooked_andBeyondItRefused() {
    FakeApp app =
        table.seat(
            "seat",
            (turn, doing) -> {
              if (turn.input() instanceof Input.Started) {
                doing.transfer(FakeNode.wallet(9).toString(), "usdc", "3");
                doing.transfer(FakeNode.wallet(9).toString(), "usdc", "3.000001");
              }
            });
    table.start();

    assertThat(table.node.submitted)
        .singleElement()
        .isInstanceOfSatisfying(
            Operation.Transfer.class,
            transfer -> assertThat(transfer.amounts()).hasToString("[3 usdc]"));
    assertThat(app.turns)
        .extracting(Turn::input)
        .contains(
            new Input.Answered(1, new Input.CallResult.Succeeded("null")),
            new Input.Answered(
                2,
                new Input.CallResult.Failed(
                    "transfer-limit", "transfer of 3.000001 usdc exceeds the seat's limit of 3")));
  }
}
