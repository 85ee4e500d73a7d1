package dev.croupier.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.host.engine.AppLoadException;
import dev.croupier.host.fake.FakeApp;
import dev.croupier.host.fake.FakeJournal;
import dev.croupier.host.fake.FakeNode;
import dev.croupier.host.fake.TestTable;
import dev.croupier.host.journal.CodeVersion;
import dev.croupier.host.journal.JournalRecord;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.SessionView;
import dev.croupier.host.turn.Turn;
import dev.croupier.protocol.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** New versions of an app in the place of running ones. */
class ReloadTest {

  private static final FakeApp.Handler SILENT = (turn, doing) -> {};

  private final TestTable table = new TestTable();

  private SessionId session(int nonce) {
    return table.node.seed(nonce);
  }

  private void message(SessionId id, int n) {
    table.node.relay(id, FakeNode.wallet(9), "ping", "{\"n\":" + n + "}");
  }

  private ReloadOutcome reload() {
    CompletableFuture<ReloadOutcome> reloaded = table.host().reload("seat");
    table.settle();
    return reloaded.join();
  }

  private static List<String> kinds(FakeApp app) {
    return app.turns.stream().map(turn -> turn.input().getClass().getSimpleName()).toList();
  }

  private static Optional<String> state(Turn turn) {
    return turn.session().map(SessionView::stateJson);
  }

  /** Counts the session's messages in its state, in the form {@code "NAME:COUNT"}. */
  private static FakeApp.Handler counting(String name) {
    return (turn, doing) -> {
      if (turn.input() instanceof Input.MessageReceived) {
        String before = turn.session().orElseThrow().stateJson();
        int count = before.equals("null") ? 0 : Integer.parseInt(before.replaceAll("[^0-9]", ""));
        doing.state("\"" + name + ":" + (count + 1) + "\"");
      }
    };
  }

  @Test
  void reload_takesOverFromTheNextTurn_andKeepsTheState() {
    FakeApp old = table.seat("seat", counting("a"));
    old.files = Map.of("a.js", "1", "b.js", "1", "gone.js", "1");
    table.start();
    SessionId id = session(1);
    message(id, 1);
    table.settle();

    FakeApp next = table.replace("seat", "beef", counting("b"));
    next.files = Map.of("a.js", "1", "b.js", "2", "new.js", "1");
    assertThat(reload()).isEqualTo(ReloadOutcome.RELOADED);
    message(id, 2);
    table.settle();

    assertThat(kinds(old)).containsExactly("Started", "SessionCreated", "MessageReceived");
    assertThat(kinds(next)).containsExactly("Reloaded", "MessageReceived");
    assertThat(next.turns)
        .extracting(ReloadTest::state)
        .containsExactly(Optional.of("\"a:1\""), Optional.of("\"a:1\""));
    message(id, 3);
    table.settle();
    assertThat(state(next.turns.getLast())).contains("\"b:2\"");
    assertThat(old.ended).hasValue(1);
    assertThat(old.freed).isTrue();
    assertThat(next.freed).isFalse();
    assertThat(table.events(HostEvent.AppReloaded.class))
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.seat()).isEqualTo("seat");
              assertThat(told.app()).isEqualTo("seat");
              assertThat(told.changed()).containsExactly("b.js", "gone.js", "new.js");
              assertThat(told.previousVersion()).isEqualTo("c0de");
              assertThat(told.version()).isEqualTo("beef");
              assertThat(told.sessions()).isEqualTo(1);
            });
  }

  @Test
  void unchangedCode_doesNothing() {
    FakeApp old = table.seat("seat", SILENT);
    table.start();
    FakeApp same = table.replace("seat", "c0de", SILENT);

    assertThat(reload()).isEqualTo(ReloadOutcome.UNCHANGED);

    assertThat(table.events).noneMatch(HostEvent.AppReloaded.class::isInstance);
    assertThat(same.started).hasValue(0);
    assertThat(same.freed).isTrue();
    assertThat(old.freed).isFalse();
  }

  @Test
  void preparedVersion_isNoticedByNobody_untilItIsTaken() {
    FakeApp old = table.seat("seat", counting("a"));
    table.start();
    SessionId id = session(1);
    FakeApp next = table.replace("seat", "beef", counting("b"));
    PreparedReload prepared = table.host().prepareReload("seat");
    message(id, 1);
    table.settle();

    assertThat(kinds(old)).containsExactly("Started", "SessionCreated", "MessageReceived");
    assertThat(next.turns).isEmpty();
    assertThat(table.events(HostEvent.AppReloaded.class)).isEmpty();

    CompletableFuture<ReloadOutcome> taken = prepared.take();
    message(id, 2);
    table.settle();
    assertThat(taken).isCompletedWithValue(ReloadOutcome.RELOADED);
    assertThat(kinds(next)).containsExactly("Reloaded", "MessageReceived");
    assertThat(old.freed).isTrue();
  }

  @Test
  void preparedVersion_thatIsNotTaken_isFreed() {
    FakeApp old = table.seat("seat", SILENT);
    table.start();
    FakeApp next = table.replace("seat", "beef", SILENT);

    table.host().prepareReload("seat").close();
    table.settle();

    assertThat(next.ended).hasValue(1);
    assertThat(next.freed).isTrue();
    assertThat(old.freed).isFalse();
  }

  @Test
  void brokenVersion_thatWasOnlyPrepared_isNotTold() {
    table.seat("seat", SILENT);
    table.start();
    table.replace("seat", "beef", SILENT).schema = "{\"properties\": {\"ping\": 7}}";

    PreparedReload prepared = table.host().prepareReload("seat");
    assertThat(table.host().refused()).isEmpty();
    assertThat(table.events(HostEvent.ReloadRefused.class)).isEmpty();

    assertThat(prepared.take()).isCompletedWithValue(ReloadOutcome.REFUSED);
    assertThat(table.host().refused()).containsExactly("seat");
    assertThat(table.events(HostEvent.ReloadRefused.class)).hasSize(1);
  }

  @Test
  void preparedVersion_isNotTakenOverANewerOne() {
    table.seat("seat", SILENT);
    table.start();
    FakeApp stale = table.replace("seat", "01d", SILENT);
    PreparedReload prepared = table.host().prepareReload("seat");
    FakeApp newer = table.replace("seat", "beef", SILENT);
    assertThat(reload()).isEqualTo(ReloadOutcome.RELOADED);

    assertThat(prepared.take()).isCompletedWithValue(ReloadOutcome.UNCHANGED);

    table.settle();
    assertThat(stale.freed).isTrue();
    assertThat(table.events(HostEvent.AppReloaded.class))
        .singleElement()
        .satisfies(told -> assertThat(told.version()).isEqualTo(newer.hash));
  }

  @Test
  void onReload_comesOncePerOpenSession_withTheVersionBefore() {
    FakeApp old = table.seat("seat", SILENT);
    old.version = "1";
    table.start();
    List<SessionId> ids = List.of(session(1), session(2), session(3));
    ids.forEach(id -> message(id, 1));
    table.settle();

    FakeApp next = table.replace("seat", "beef", SILENT);
    next.version = "2";
    assertThat(reload()).isEqualTo(ReloadOutcome.RELOADED);
    assertThat(next.turns)
        .hasSize(3)
        .allSatisfy(turn -> assertThat(turn.input()).isEqualTo(new Input.Reloaded("1")));
    assertThat(next.turns)
        .extracting(turn -> turn.session().orElseThrow().id())
        .containsExactlyInAnyOrderElementsOf(ids.stream().map(SessionId::toString).toList());

    ids.forEach(id -> message(id, 2));
    table.settle();
    assertThat(kinds(next)).hasSize(6).filteredOn("Reloaded"::equals).hasSize(3);
  }

  @Test
  void twoReloadsInARow_tellASessionOnlyOfTheLast() {
    table.seat("seat", SILENT);
    table.start();
    SessionId id = session(1);
    message(id, 1);
    table.settle();

    FakeApp second = table.replace("seat", "beef", SILENT);
    var first = table.host().reload("seat");
    FakeApp third = table.replace("seat", "cafe", SILENT);
    var last = table.host().reload("seat");
    table.settle();

    assertThat(first).isCompletedWithValue(ReloadOutcome.RELOADED);
    assertThat(last).isCompletedWithValue(ReloadOutcome.RELOADED);
    assertThat(second.turns).isEmpty();
    assertThat(third.turns).extracting(Turn::input).containsExactly(new Input.Reloaded("c0de"));
  }

  @Test
  void sessionWhoseBeginningWaits_isHandledByTheNewCodeAlone() {
    FakeApp old = table.seat("seat", SILENT);
    table.start();
    FakeApp next = table.replace("seat", "beef", SILENT);
    message(session(1), 1);
    table.host().reload("seat");
    table.settle();

    assertThat(kinds(old)).containsExactly("Started");
    assertThat(kinds(next)).containsExactly("SessionCreated", "MessageReceived");
  }

  @Test
  void answers_toTheOldVersion_stillGoToIt_andThenItIsClosed() {
    FakeApp old =
        table.seat(
            "seat",
            (turn, doing) -> {
              if (turn.input() instanceof Input.MessageReceived) {
                doing.balances();
              }
            });
    table.start();
    SessionId id = session(1);
    table.connection("seat").holdBalances = true;
    message(id, 1);
    table.settle();

    FakeApp next = table.replace("seat", "beef", SILENT);
    assertThat(reload()).isEqualTo(ReloadOutcome.RELOADED);
    assertThat(old.freed).isFalse();
    message(id, 2);
    table.settle();
    assertThat(kinds(next)).containsExactly("Reloaded", "MessageReceived");

    table.connection("seat").releaseBalances();
    table.settle();
    assertThat(old.turns.getLast().input()).isInstanceOf(Input.Answered.class);
    assertThat(kinds(next)).containsExactly("Reloaded", "MessageReceived");
    assertThat(old.ended).hasValue(1);
    assertThat(old.freed).isTrue();

    message(id, 3);
    table.settle();
    // The old version's last turn is no reason to tell the session of a change again.
    assertThat(kinds(next)).containsExactly("Reloaded", "MessageReceived", "MessageReceived");
  }

  @Test
  void oldVersion_withoutItsAnswers_isClosedWhenItsTimeIsUp() {
    table.config = HostConfig.DEFAULTS.withReloadLinger(Duration.ofSeconds(7));
    FakeApp old =
        table.seat(
            "seat",
            (turn, doing) -> {
              if (turn.input() instanceof Input.MessageReceived) {
                doing.balances();
              }
            });
    table.start();
    SessionId id = session(1);
    table.connection("seat").holdBalances = true;
    message(id, 1);
    table.settle();
    table.replace("seat", "beef", SILENT);
    reload();

    assertThat(table.loops.getFirst().nextDueMs()).hasValue(table.clock.millis() + 7_000);
    table.advance(Duration.ofMillis(6_999));
    assertThat(old.freed).isFalse();
    table.advance(Duration.ofMillis(1));
    assertThat(old.freed).isTrue();
    assertThat(table.events(HostEvent.VersionClosed.class))
        .extracting(HostEvent.VersionClosed::version, HostEvent.VersionClosed::unanswered)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("c0de", 1));

    int turns = old.turns.size();
    table.connection("seat").releaseBalances();
    table.settle();
    assertThat(old.turns).hasSize(turns);
  }

  @Test
  void sessionTimers_carryOver_andTimersOfTheInstanceAreDropped() {
    FakeApp old =
        table.seat(
            "seat",
            (turn, doing) -> {
              if (turn.input() instanceof Input.SessionCreated) {
                doing.timer(Optional.of(PingPongTest.id(turn)), "round", 500, "{\"r\":1}");
                doing.timer(Optional.empty(), "engine", 500, "7");
              }
            });
    table.start();
    message(session(1), 1);
    table.settle();
    FakeApp next = table.replace("seat", "beef", SILENT);
    reload();
    table.advance(Duration.ofMillis(500));

    assertThat(kinds(old)).containsExactly("Started", "SessionCreated", "MessageReceived");
    assertThat(next.turns)
        .extracting(Turn::input)
        .containsExactly(new Input.Reloaded("c0de"), new Input.TimerFired("round", "{\"r\":1}"));
  }

  @Test
  void brokenCode_neverReplacesTheRunningOne_andTellsThePlace() {
    FakeApp old = table.seat("seat", counting("a"));
    table.start();
    SessionId id = session(1);
    message(id, 1);
    table.settle();
    FakeApp broken = table.replace("seat", "beef", SILENT);
    broken.broken =
        Optional.of(new AppLoadException("seat", "player.js:3:7", "SyntaxError: Expected ;"));

    assertThat(reload()).isEqualTo(ReloadOutcome.REFUSED);
    message(id, 2);
    table.settle();

    assertThat(table.events(HostEvent.ReloadRefused.class))
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.location()).isEqualTo("player.js:3:7");
              assertThat(told.reason()).isEqualTo("SyntaxError: Expected ;");
              assertThat(told.version()).isEqualTo("c0de");
            });
    assertThat(broken.freed).isTrue();
    assertThat(old.turns.getLast().input()).isInstanceOf(Input.MessageReceived.class);
    assertThat(kinds(old)).doesNotContain("Reloaded");
  }

  @Test
  void brokenSchema_neverReplacesTheRunningOne_andTheSameCodeAgainIsTold() {
    table.seat("seat", SILENT);
    table.start();
    table.replace("seat", "beef", SILENT).schema = "{\"ping\": {\"type\": \"nonsense\"}}";
    assertThat(reload()).isEqualTo(ReloadOutcome.REFUSED);
    assertThat(table.events(HostEvent.ReloadRefused.class))
        .singleElement()
        .satisfies(told -> assertThat(told.location()).isEqualTo("seat.schema.json at /ping/type"));

    table.replace("seat", "c0de", SILENT);
    assertThat(reload()).isEqualTo(ReloadOutcome.UNCHANGED);
    assertThat(table.events(HostEvent.ReloadUnneeded.class)).hasSize(1);
    assertThat(reload()).isEqualTo(ReloadOutcome.UNCHANGED);
    assertThat(table.events(HostEvent.ReloadUnneeded.class)).hasSize(1);
  }

  @Test
  void newMessageTypes_applyWithTheNewVersion_whileTheOldKeepsItsOwn() {
    FakeApp old =
        table.seat(
            "seat",
            (turn, doing) -> {
              if (turn.input() instanceof Input.Answered answered && answered.callId() == 1) {
                doing.send(PingPongTest.id(turn), "pong", "{\"n\":1}");
              } else if (turn.input() instanceof Input.MessageReceived message
                  && message.type().equals("ping")) {
                doing.balances();
              }
            });
    table.start();
    SessionId id = session(1);
    table.connection("seat").holdBalances = true;
    message(id, 1);
    table.settle();
    FakeApp next = table.replace("seat", "beef", SILENT);
    next.schema = "{\"hello\": {\"type\": \"string\"}}";
    reload();

    message(id, 2);
    table.node.relay(id, FakeNode.wallet(9), "hello", "\"you\"");
    table.settle();
    assertThat(table.events(HostEvent.MessageRefused.class))
        .extracting(HostEvent.MessageRefused::type, HostEvent.MessageRefused::code)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("ping", "schema"));
    assertThat(next.turns.getLast().input()).isInstanceOf(Input.MessageReceived.class);

    table.connection("seat").releaseBalances();
    table.settle();
    assertThat(old.turns).filteredOn(turn -> turn.input() instanceof Input.Answered).isNotEmpty();
    assertThat(table.events(HostEvent.MessageSent.class))
        .extracting(HostEvent.MessageSent::type)
        .contains("pong");
  }

  @Test
  void appNobodyRuns_cannotBeReloaded() {
    table.seat("seat", SILENT);
    table.start();
    assertThatThrownBy(() -> table.host().reload("other"))
        .isInstanceOf(HostConfigException.class)
        .hasMessageContaining("no seat runs app other");
  }

  @Test
  void reloadOfAStoppedHost_changesNothing() {
    table.seat("seat", SILENT);
    table.start();
    table.host().stop();
    table.settle();
    FakeApp next = table.replace("seat", "beef", SILENT);

    assertThat(reload()).isEqualTo(ReloadOutcome.STOPPED);
    table.host().close();
    assertThat(next.ended).hasValue(1);
    assertThat(next.freed).isTrue();
  }

  @Test
  void restartWithOtherCode_tellsEverySession_beforeItsNextMessageAndAfterTheStart() {
    FakeJournal journal = new FakeJournal();
    table.journal = journal;
    table.seat("seat", counting("a")).version = "1";
    table.start();
    SessionId id = session(1);
    message(id, 1);
    table.settle();
    table.host().stop();
    table.settle();

    TestTable again = new TestTable(table.node);
    again.journal = journal;
    FakeApp next = again.seat("seat", counting("b"));
    next.hash = "beef";
    again.start();
    message(id, 2);
    again.settle();

    assertThat(next.turns)
        .extracting(turn -> turn.input().getClass().getSimpleName())
        .containsExactly("Started", "Reloaded", "SessionResumed", "MessageReceived");
    assertThat(next.turns.get(1).input()).isEqualTo(new Input.Reloaded("1"));
    assertThat(state(next.turns.get(1))).contains("\"a:1\"");
  }

  @Test
  void restartWithTheSameCode_tellsNothingOfIt() {
    FakeJournal journal = new FakeJournal();
    table.journal = journal;
    table.seat("seat", SILENT);
    table.start();
    message(session(1), 1);
    table.settle();
    table.host().stop();
    table.settle();

    TestTable again = new TestTable(table.node);
    again.journal = journal;
    FakeApp next = again.seat("seat", SILENT);
    again.start();
    assertThat(kinds(next)).containsExactly("Started", "SessionResumed");
  }

  @Test
  void memory_knowsTheCodeThatHandledASession_leavingAsideLateAnswersToOlderCode() {
    FakeJournal journal = new FakeJournal();
    table.journal = journal;
    table.seat(
        "seat",
        (turn, doing) -> {
          if (turn.input() instanceof Input.MessageReceived) {
            doing.balances();
          }
        });
    table.start();
    SessionId id = session(1);
    table.connection("seat").holdBalances = true;
    message(id, 1);
    table.settle();
    table.replace("seat", "beef", SILENT).version = "2";
    reload();
    table.connection("seat").releaseBalances();
    table.settle();

    assertThat(journal.records.getLast().codeHash()).isEqualTo("c0de");
    assertThat(journal.memory("seat").sessions().get(id.toString()).code())
        .contains(new CodeVersion("beef", "2"));
  }

  /**
   * Reloads at random moments among messages, timers and answers. Each message is handled exactly
   * once and in order, by whichever version; the state counts them all.
   */
  @Test
  void reloadsUnderLoad_loseAndDoubleNothing() {
    long seed = Long.getLong("seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 30; round++) {
      String about = "seed " + seed + ", round " + round;
      reloadUnderLoad(random.split(), about);
    }
  }

  private static void reloadUnderLoad(SplittableRandom random, String about) {
    TestTable play = new TestTable();
    FakeJournal journal = new FakeJournal();
    play.journal = journal;
    FakeApp.Handler handler =
        (turn, doing) -> {
          if (turn.input() instanceof Input.MessageReceived) {
            String before = turn.session().orElseThrow().stateJson();
            int seen = before.equals("null") ? 0 : Integer.parseInt(before);
            doing.state(Integer.toString(seen + 1));
            doing.balances();
          }
        };
    play.seat(SeatConfig.of("seat", "seat").withInstances(1 + random.nextInt(4)), handler);
    play.start();
    List<SessionId> ids = new ArrayList<>();
    Map<String, Integer> sent = new HashMap<>();
    for (int nonce = 1; nonce <= 5; nonce++) {
      ids.add(play.node.seed(nonce));
    }
    for (int step = 0; step < 400; step++) {
      switch (random.nextInt(8)) {
        case 0 -> {
          play.replace("seat", "hash-" + random.nextInt(5), handler);
          play.host().reload("seat");
        }
        case 1 -> journal.holding = true;
        case 2 -> journal.release();
        case 3, 4 -> play.loops.getFirst().step();
        default -> {
          SessionId id = ids.get(random.nextInt(ids.size()));
          int n = sent.merge(id.toString(), 1, Integer::sum);
          play.node.relay(id, FakeNode.wallet(9), "ping", "{\"n\":" + n + "}");
          play.node.deliver();
        }
      }
    }
    journal.release();
    play.settle();

    Map<String, List<String>> handled = new HashMap<>();
    Map<String, String> states = new HashMap<>();
    for (JournalRecord record : journal.records) {
      if (record.input() instanceof Input.MessageReceived message) {
        String id = record.session().orElseThrow();
        handled.computeIfAbsent(id, key -> new ArrayList<>()).add(message.dataJson());
        record.stateJson().ifPresent(state -> states.put(id, state));
      }
    }
    sent.forEach(
        (id, count) -> {
          List<String> all = new ArrayList<>();
          for (int n = 1; n <= count; n++) {
            all.add("{\"n\":" + n + "}");
          }
          assertThat(handled.get(id)).as(about).isEqualTo(all);
          assertThat(states.get(id)).as(about).isEqualTo(Integer.toString(count));
        });
  }
}
