package dev.croupier.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.client.SessionDefinition;
import dev.croupier.host.fake.DyingJournal;
import dev.croupier.host.fake.FakeApp;
import dev.croupier.host.fake.FakeJournal;
import dev.croupier.host.fake.FakeNode;
import dev.croupier.host.fake.TestTable;
import dev.croupier.host.journal.JournalRecord;
import dev.croupier.host.journal.SeatMemory;
import dev.croupier.host.journal.SessionMemory;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.SessionView;
import dev.croupier.host.turn.Turn;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A host that ends at some point, and another one that takes up where its journal ends. */
class RestartTest {

  private static final List<Allocation> SHARES =
      List.of(
          new Allocation(FakeNode.wallet(1), "usdc", Amount.of(2)),
          new Allocation(FakeNode.wallet(9), "usdc", Amount.of(1)));

  private final FakeJournal journal = new FakeJournal();
  private TestTable table = new TestTable();
  private FakeApp app = table.seat("seat", RestartTest::count);

  /** Counts messages and alarms in the state; each alarm sets the next. */
  private static void count(Turn turn, FakeApp.Doing doing) {
    String id = turn.session().map(SessionView::id).orElse("");
    switch (turn.input()) {
      case Input.SessionCreated() -> {
        doing.state("{\"n\":0}");
        doing.timer(Optional.of(id), "alarm", 1_000, "null");
      }
      case Input.MessageReceived message -> {
        doing.state("{\"n\":" + (number(turn) + 1) + "}");
        doing.timer(Optional.of(id), "after-" + message.requestId(), 10_000, "1");
      }
      case Input.TimerFired timer -> {
        doing.state("{\"n\":" + (number(turn) + 100) + "}");
        if (timer.name().equals("alarm")) {
          doing.timer(Optional.of(id), "alarm", 1_000, "null");
        }
      }
      default -> {}
    }
  }

  private static long number(Turn turn) {
    String state = turn.session().orElseThrow().stateJson();
    return Long.parseLong(state.replaceAll("[^0-9]", ""));
  }

  private SessionId session(int nonce) {
    return table.node.seed(
        new SessionDefinition(
            "test",
            List.of(FakeNode.wallet(1), FakeNode.wallet(9)),
            List.of(100L, 0L),
            100,
            0,
            nonce),
        SHARES);
  }

  private void message(SessionId id, long requestId) {
    table.node.relay(id, FakeNode.wallet(9), "ping", "{\"n\":1}", requestId);
  }

  private void start() {
    table.journal = journal;
    table.start();
  }

  /** The process is gone; nothing of it is stepped again. */
  private void kill(FakeApp.Handler handler) {
    table = new TestTable(table.node, table.clock);
    app = table.seat("seat", handler);
  }

  private void restart() {
    kill(RestartTest::count);
    start();
  }

  private List<String> inputs() {
    return app.turns.stream().map(turn -> turn.input().getClass().getSimpleName()).toList();
  }

  private String state(SessionId id) {
    return app.turns.stream()
        .flatMap(turn -> turn.session().stream())
        .filter(view -> view.id().equals(id.toString()))
        .reduce((before, after) -> after)
        .orElseThrow()
        .stateJson();
  }

  @Test
  void openSession_goesOn_withStateHandledMessagesAndTimers() {
    SessionId id = session(1);
    start();
    message(id, 7);
    table.settle();
    table.clock.advance(Duration.ofMillis(400));
    restart();

    assertThat(inputs()).containsExactly("Started", "SessionResumed");
    assertThat(state(id)).isEqualTo("{\"n\":1}");
    assertThat(table.host().seats().getFirst().openSessions()).containsExactly(id);

    message(id, 7);
    table.settle();
    assertThat(inputs()).containsExactly("Started", "SessionResumed");
    message(id, 8);
    table.settle();
    assertThat(inputs()).containsExactly("Started", "SessionResumed", "MessageReceived");

    table.advance(Duration.ofMillis(599));
    assertThat(inputs()).doesNotContain("TimerFired");
    table.advance(Duration.ofMillis(1));
    assertThat(inputs()).endsWith("TimerFired");
    table.advance(Duration.ofMillis(9_000));
    assertThat(app.turns.stream().map(Turn::input).toList())
        .contains(new Input.TimerFired("after-7", "1"));
  }

  @Test
  void timerThatRanOutMeanwhile_firesAtOnce_once() {
    SessionId id = session(1);
    start();
    message(id, 1);
    table.settle();
    table.clock.advance(Duration.ofDays(1));
    restart();
    assertThat(app.turns.stream().map(Turn::input).toList())
        .containsExactly(
            new Input.Started(),
            new Input.SessionResumed(),
            new Input.TimerFired("alarm", "null"),
            new Input.TimerFired("after-1", "1"));
    restart();
    table.advance(Duration.ofMillis(1_000));
    assertThat(app.turns.stream().map(Turn::input).toList())
        .containsExactly(
            new Input.Started(), new Input.SessionResumed(), new Input.TimerFired("alarm", "null"));
    assertThat(state(id)).isEqualTo("{\"n\":201}");
  }

  @Test
  void timersAndMessages_comeAfterSessionResumed_whateverArrivesFirst() {
    SessionId id = session(1);
    start();
    message(id, 1);
    table.settle();
    table.clock.advance(Duration.ofDays(1));
    kill(RestartTest::count);
    table.journal = journal;
    var started = table.build().start();
    message(id, 2);
    table.node.deliver();
    table.settle();
    started.join();
    table.settle();
    assertThat(inputs()).startsWith("Started", "SessionResumed").contains("MessageReceived");
    assertThat(inputs()).doesNotContain("SessionCreated");
  }

  @Test
  void sharesTheNodeDoesNotTell_areThoseRecorded_unlessTheSessionHasChanged() {
    table.node.tellsAllocations = true;
    SessionId id = session(1);
    start();
    message(id, 1);
    table.settle();
    table.node.tellsAllocations = false;
    restart();
    assertThat(app.turns.getLast().session().orElseThrow().allocations())
        .isEqualTo(SessionForms.allocations(SHARES));

    table.node.change(id, 2, true, SHARES.reversed());
    restart();
    assertThat(app.turns.getLast().session().orElseThrow().allocations()).isEmpty();
  }

  @Test
  void sessionClosedMeanwhile_isToldOnce_withWhatIsKnownOfItsShares() {
    table.node.tellsAllocations = true;
    SessionId id = session(1);
    start();
    message(id, 1);
    table.settle();
    table.node.tellsAllocations = false;
    table.node.change(id, 2, false, List.of());
    restart();
    assertThat(app.turns.stream().map(Turn::input).toList())
        .containsExactly(
            new Input.Started(), new Input.SessionClosed(SessionForms.allocations(SHARES)));
    assertThat(state(id)).isEqualTo("{\"n\":1}");
    assertThat(table.host().seats().getFirst().openSessions()).isEmpty();
    table.advance(Duration.ofDays(1));
    assertThat(inputs()).hasSize(2);
    restart();
    assertThat(inputs()).containsExactly("Started");
  }

  @Test
  void sessionClosedMeanwhile_byACloseThatHadLeft_hasItsShares() {
    List<dev.croupier.app.Allocation> asked = SessionForms.allocations(SHARES.reversed());
    SessionId id = session(1);
    kill(
        (turn, doing) -> {
          if (turn.input() instanceof Input.MessageReceived) {
            doing.close(id.toString(), asked);
          }
        });
    table.node.tellsAllocations = true;
    start();
    message(id, 1);
    table.node.deliver();
    for (int i = 0; i < 10; i++) {
      table.loops.forEach(dev.croupier.host.loop.Loop::step);
    }
    assertThat(table.node.submitted).hasSize(1);
    table.node.tellsAllocations = false;
    restart();
    assertThat(app.turns.stream().map(Turn::input).toList())
        .startsWith(new Input.Started(), new Input.SessionClosed(asked));
    assertThat(inputs()).containsExactly("Started", "SessionClosed", "RequestSettled");
    assertThat(table.node.submitted).hasSize(1);
  }

  @Test
  void sessionClosedMeanwhile_whileACloseHadNotLeft_isToldNothingOfIt() {
    SessionId id = session(1);
    kill(
        (turn, doing) -> {
          if (turn.input() instanceof Input.MessageReceived) {
            doing.close(id.toString(), SessionForms.allocations(SHARES.reversed()));
          }
        });
    start();
    journal.holding = true;
    message(id, 1);
    table.settle();
    table.node.change(id, 2, false, List.of());
    journal.holding = false;
    restart();
    assertThat(app.turns.stream().map(Turn::input).toList())
        .startsWith(new Input.Started(), new Input.SessionClosed(List.of()));
    assertThat(inputs()).containsExactly("Started", "SessionClosed", "RequestSettled");
    assertThat(table.node.submitted).isEmpty();
  }

  @Test
  void openSessionTheJournalDoesNotKnow_isJoined() {
    SessionId id = session(1);
    table.node.seed(
        new SessionDefinition(
            "test", List.of(FakeNode.wallet(8), FakeNode.wallet(9)), List.of(100L, 0L), 100, 0, 2),
        SHARES);
    start();
    assertThat(inputs()).containsExactly("Started", "SessionCreated");
    assertThat(table.events(HostEvent.SessionCreated.class))
        .extracting(HostEvent.SessionCreated::entry)
        .containsExactly(HostEvent.SessionEntry.JOINED);
    assertThat(app.turns.getLast().session().orElseThrow().id()).isEqualTo(id.toString());
  }

  @Test
  void sessionTheNodeDoesNotKnow_isReportedAndLeftAlone() {
    SessionId id = session(1);
    start();
    message(id, 1);
    table.settle();
    table.node.forget(id);
    restart();
    assertThat(inputs()).containsExactly("Started");
    assertThat(table.events(HostEvent.NodeProblem.class))
        .singleElement()
        .satisfies(problem -> assertThat(problem.reason()).contains(id.toString()));
  }

  @Test
  void callsWhoseAnswerIsLost_areLookedUpAndToldOnce() {
    kill(
        (turn, doing) -> {
          if (turn.input() instanceof Input.Started) {
            doing.transfer(FakeNode.wallet(9).toString(), "usdc", "1");
            doing.balances();
          }
        });
    journal.holding = true;
    table.journal = journal;
    table.build().start();
    table.settle();
    journal.holding = false;
    restart();
    assertThat(table.events(HostEvent.CallFound.class))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.call()).isEqualTo("transfer");
              assertThat(found.done()).isFalse();
            });
    restart();
    assertThat(table.events(HostEvent.CallFound.class)).isEmpty();
  }

  @Test
  void orderlyStop_leavesSessionsOpen_forTheNextStart() {
    SessionId id = session(1);
    start();
    message(id, 1);
    table.settle();
    var stopped = table.host().stop();
    table.settle();
    assertThat(stopped).isCompleted();
    restart();
    assertThat(inputs()).containsExactly("Started", "SessionResumed");
    assertThat(state(id)).isEqualTo("{\"n\":1}");
  }

  /**
   * The process dies at every step of its journal: after each append and after each sync. What
   * comes up next is what is on the disk, and plays on from there.
   */
  @Test
  void killedAtEveryStepOfTheJournal_theNextHostHasWhatIsDurable() {
    int steps = 0;
    boolean survived;
    do {
      steps++;
      table = new TestTable();
      app = table.seat("seat", RestartTest::count);
      SessionId first = session(1);
      SessionId second = session(2);
      DyingJournal dying = new DyingJournal(List.of(), steps);
      table.journal = dying;
      play(dying, first, second);
      survived = !dying.dead();
      check(dying.durable(), steps);
    } while (!survived);
    assertThat(steps).isGreaterThan(20);
  }

  private void play(DyingJournal dying, SessionId first, SessionId second) {
    var started = table.build().start();
    drain(dying);
    if (!dying.dead()) {
      started.join();
    }
    for (int round = 1; round <= 3; round++) {
      message(first, round);
      message(second, 10 + round);
      message(first, round);
      drain(dying);
      table.clock.advance(Duration.ofMillis(700));
      drain(dying);
    }
  }

  private void drain(DyingJournal dying) {
    do {
      table.settle();
    } while (dying.sync());
  }

  private void check(List<JournalRecord> durable, int steps) {
    SeatMemory memory = new SeatMemory();
    durable.forEach(memory::add);
    List<JournalRecord> records = new ArrayList<>(durable);
    kill(RestartTest::count);
    FakeJournal next = new FakeJournal();
    next.records.addAll(records);
    table.journal = next;
    table.start();
    for (SessionMemory session : memory.sessions().values()) {
      SessionId id = SessionId.parse(session.id());
      Turn resumed =
          app.turns.stream()
              .filter(turn -> turn.input() instanceof Input.SessionResumed)
              .filter(turn -> turn.session().orElseThrow().id().equals(session.id()))
              .findFirst()
              .orElseThrow(() -> new AssertionError("not resumed, step " + steps));
      assertThat(resumed.session().orElseThrow().stateJson())
          .as("step %d", steps)
          .isEqualTo(lastState(durable, session.id()));
      for (long request : new long[] {1, 2, 3, 11, 12, 13}) {
        message(id, request);
      }
      table.settle();
      long handledBefore = handled(durable, session.id());
      long handledNow =
          handled(next.records.subList(durable.size(), next.records.size()), id.toString());
      assertThat(handledBefore + handledNow).as("step %d", steps).isEqualTo(6);
      table.advance(Duration.ofMillis(1_000));
      assertThat(timersFired(id)).as("step %d", steps).isGreaterThanOrEqualTo(1);
    }
    assertThat(
            app.turns.stream()
                .filter(turn -> turn.input() instanceof Input.SessionCreated)
                .map(turn -> turn.session().orElseThrow().id()))
        .as("step %d", steps)
        .noneMatch(memory.sessions()::containsKey);
  }

  private static String lastState(List<JournalRecord> records, String session) {
    return records.stream()
        .filter(record -> record.session().equals(Optional.of(session)))
        .flatMap(record -> record.stateJson().stream())
        .reduce((before, after) -> after)
        .orElseThrow();
  }

  private static long handled(List<JournalRecord> records, String session) {
    return records.stream()
        .filter(record -> record.session().equals(Optional.of(session)))
        .filter(record -> record.input() instanceof Input.MessageReceived)
        .count();
  }

  private long timersFired(SessionId id) {
    return app.turns.stream()
        .filter(turn -> turn.input() instanceof Input.TimerFired)
        .filter(turn -> turn.session().orElseThrow().id().equals(id.toString()))
        .count();
  }

  @Test
  void records_tellTheSessionOnlyWhereItIsNews_andTheReads() {
    SessionId id = session(1);
    kill(
        (turn, doing) -> {
          doing.seat.activeSessions();
          if (turn.input() instanceof Input.MessageReceived message) {
            doing.seat.settingsJson();
            doing.state("{\"n\":" + message.requestId() + "}");
          }
        });
    start();
    message(id, 1);
    message(id, 2);
    table.settle();
    table.node.tellsAllocations = true;
    table.node.change(id, 2, true, SHARES.reversed());
    table.connection("seat").listenerForTest().stateUpdated(table.node.snapshot(id));
    table.settle();
    message(id, 3);
    table.settle();
    List<JournalRecord> records = journal.records;
    assertThat(records)
        .extracting(record -> record.input().getClass().getSimpleName())
        .containsExactly(
            "Started",
            "SessionCreated",
            "MessageReceived",
            "MessageReceived",
            "StateUpdated",
            "MessageReceived");
    assertThat(records)
        .extracting(record -> record.view().isPresent())
        .containsExactly(false, true, false, false, true, false);
    assertThat(records)
        .extracting(record -> record.sessionVersion())
        .containsExactly(0L, 1L, 1L, 1L, 2L, 2L);
    assertThat(records)
        .extracting(record -> record.reads().size())
        .containsExactly(1, 1, 2, 2, 1, 2);
    assertThat(records)
        .extracting(JournalRecord::wallet)
        .containsOnly(table.wallet("seat").toString());
    assertThat(records.getFirst().effects()).isEmpty();
    assertThat(records)
        .noneMatch(record -> record.effects().stream().anyMatch(Effect.Call.class::isInstance));
  }
}
