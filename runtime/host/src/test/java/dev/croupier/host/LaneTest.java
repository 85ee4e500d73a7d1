package dev.croupier.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.host.fake.FakeApp;
import dev.croupier.host.fake.FakeEngine;
import dev.croupier.host.fake.FakeNode;
import dev.croupier.host.fake.TestTable;
import dev.croupier.host.journal.JournalRecord;
import dev.croupier.host.journal.MemoryJournal;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.Turn;
import dev.croupier.protocol.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A seat with several instances of its app. */
@Timeout(60)
class LaneTest {

  private static final int LANES = 4;

  private static SessionId session(FakeNode node, int nonce) {
    return node.seed(nonce);
  }

  private static List<SessionId> sessions(FakeNode node, int count) {
    List<SessionId> ids = new ArrayList<>();
    for (int nonce = 1; nonce <= count; nonce++) {
      ids.add(session(node, nonce));
    }
    return ids;
  }

  private static SeatConfig lanes(String name) {
    return SeatConfig.of(name, name).withInstances(LANES);
  }

  @Test
  void sessions_areSpreadOverLanes_andEachStaysInItsOwn() {
    TestTable table = new TestTable();
    Map<String, Set<Integer>> instances = new ConcurrentHashMap<>();
    table.seat(
        lanes("seat"),
        (turn, doing) ->
            turn.session()
                .ifPresent(
                    session ->
                        instances
                            .computeIfAbsent(session.id(), id -> new HashSet<>())
                            .add(doing.instance)));
    table.start();

    List<SessionId> ids = sessions(table.node, 40);
    for (int n = 0; n < 3; n++) {
      for (SessionId id : ids) {
        table.node.relay(id, FakeNode.wallet(9), "ping", "{\"n\":" + n + "}");
      }
    }
    table.settle();

    assertThat(instances).hasSize(40).values().allSatisfy(own -> assertThat(own).hasSize(1));
    Set<Integer> used = new HashSet<>();
    instances.values().forEach(used::addAll);
    assertThat(used).containsExactlyInAnyOrder(0, 1, 2, 3);
  }

  @Test
  void ownTurnsOfTheSeat_belongToTheFirstLane() {
    TestTable table = new TestTable();
    List<Integer> instances = new ArrayList<>();
    table.seat(
        lanes("seat"),
        (turn, doing) -> {
          instances.add(doing.instance);
          if (turn.input() instanceof Input.Started) {
            doing.balances();
            doing.timer(Optional.empty(), "own", 100, "1");
          }
        });
    table.start();
    table.advance(Duration.ofMillis(100));
    var stopped = table.host().stop();
    table.settle();

    assertThat(stopped).isCompleted();
    // Started, its answer, its timer, Stopped.
    assertThat(instances).containsExactly(0, 0, 0, 0);
  }

  @Test
  void answersAndOwnTimers_goToTheInstanceThatAsked() {
    TestTable table = new TestTable();
    Map<Integer, List<String>> heard = new ConcurrentHashMap<>();
    table.seat(
        lanes("seat"),
        (turn, doing) -> {
          List<String> mine = heard.computeIfAbsent(doing.instance, i -> new ArrayList<>());
          switch (turn.input()) {
            case Input.SessionCreated() -> {
              doing.balances();
              doing.timer(Optional.empty(), "own-" + doing.instance, 50, "0");
            }
            case Input.Answered answered -> mine.add("answer " + answered.callId());
            case Input.TimerFired fired -> {
              mine.add(fired.name());
              // A call of no session's turn, whose answer has nothing but the lane to go by.
              doing.balances();
            }
            default -> {}
          }
        });
    table.start();
    for (SessionId id : sessions(table.node, 12)) {
      table.node.relay(id, FakeNode.wallet(9), "ping", "{\"n\":1}");
    }
    table.settle();
    table.advance(Duration.ofMillis(50));

    assertThat(heard).hasSize(LANES);
    heard.forEach(
        (instance, inputs) -> {
          List<String> answers = inputs.stream().filter(i -> i.startsWith("answer")).toList();
          List<String> calls = new ArrayList<>();
          for (int call = 1; call <= answers.size(); call++) {
            calls.add("answer " + call);
          }
          // Call ids count per instance, so a stray answer would show as a gap or a repetition.
          assertThat(answers).containsExactlyElementsOf(calls);
          assertThat(inputs).contains("own-" + instance);
        });
    assertThat(heard.values().stream().mapToInt(List::size).sum()).isEqualTo(12 + 2 * LANES);
  }

  @Test
  void records_nameTheInstance_andNumberItsTurns() {
    TestTable table = new TestTable();
    MemoryJournal journal = new MemoryJournal();
    table.journal = journal;
    table.seat(lanes("seat"), (turn, doing) -> {});
    table.start();
    for (SessionId id : sessions(table.node, 12)) {
      table.node.relay(id, FakeNode.wallet(9), "ping", "{\"n\":1}");
    }
    table.settle();

    Map<String, List<Long>> turns = new HashMap<>();
    for (JournalRecord record : journal.records()) {
      turns
          .computeIfAbsent(record.run() + "." + record.lane(), run -> new ArrayList<>())
          .add(record.turn());
      assertThat(record.version()).isEqualTo("c0de");
    }
    assertThat(turns.keySet())
        .hasSize(LANES)
        .extracting(run -> run.substring(run.lastIndexOf('.')))
        .containsExactlyInAnyOrder(".0", ".1", ".2", ".3");
    assertThat(turns.values())
        .allSatisfy(
            numbers -> {
              List<Long> counted = new ArrayList<>();
              for (long n = 1; n <= numbers.size(); n++) {
                counted.add(n);
              }
              assertThat(numbers).containsExactlyElementsOf(counted);
            });
  }

  /** A host on threads whose only seat has several lanes, and a wire that delivers at once. */
  private static Host threaded(FakeNode node, FakeApp app, HostListener listener) {
    return Host.builder((seat, heard) -> node.open(FakeNode.key(1), heard), new MemoryJournal())
        .engine(new FakeEngine(Map.of("app", app)))
        .seat(SeatConfig.of("seat", "app").withInstances(LANES))
        .listener(listener)
        .build();
  }

  private static Thread wire(FakeNode node) {
    return Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                if (node.deliver() == 0) {
                  Thread.onSpinWait();
                }
              }
            });
  }

  @Test
  void lanesOnThreads_keepTheOrderWithinASession_andTheirOwnThread() {
    FakeNode node = new FakeNode();
    Map<String, List<String>> heard = new ConcurrentHashMap<>();
    Map<Integer, Set<Thread>> threads = new ConcurrentHashMap<>();
    FakeApp app =
        new FakeApp(
            "app",
            (turn, doing) -> {
              threads
                  .computeIfAbsent(doing.instance, i -> ConcurrentHashMap.newKeySet())
                  .add(Thread.currentThread());
              if (turn.input() instanceof Input.MessageReceived message) {
                String before = turn.session().orElseThrow().stateJson();
                int seen = before.equals("null") ? 0 : Integer.parseInt(before);
                doing.state(Integer.toString(seen + 1));
                heard
                    .computeIfAbsent(PingPongTest.id(turn), i -> new ArrayList<>())
                    .add(seen + ":" + message.dataJson());
              }
            });
    Thread wire = wire(node);
    List<SessionId> ids = sessions(node, 20);
    try (Host host = threaded(node, app, event -> {})) {
      host.start().join();
      for (int n = 0; n < 50; n++) {
        for (SessionId id : ids) {
          node.relay(id, FakeNode.wallet(9), "ping", "{\"n\":" + n + "}");
        }
      }
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> count(app, Input.MessageReceived.class) == 1_000);
    } finally {
      wire.interrupt();
    }
    List<String> inOrder = new ArrayList<>();
    for (int n = 0; n < 50; n++) {
      inOrder.add(n + ":{\"n\":" + n + "}");
    }
    assertThat(heard).hasSize(20);
    assertThat(heard.values()).allSatisfy(own -> assertThat(own).isEqualTo(inOrder));
    assertThat(threads).hasSize(LANES).values().allSatisfy(own -> assertThat(own).hasSize(1));
    assertThat(threads.values().stream().flatMap(Set::stream).distinct()).hasSize(LANES);
    assertThat(app.ended).hasValue(LANES);
  }

  private static long count(FakeApp app, Class<? extends Input> kind) {
    synchronized (app.turns) {
      return app.turns.stream().map(Turn::input).filter(kind::isInstance).count();
    }
  }

  @Test
  void slowLane_doesNotHoldUpTheOthers_andStopWaitsForIt() throws InterruptedException {
    FakeNode node = new FakeNode();
    CountDownLatch slowBegan = new CountDownLatch(1);
    CountDownLatch letGo = new CountDownLatch(1);
    List<SessionId> ids = sessions(node, 40);
    SessionId slow = ids.getFirst();
    int slowLane = new SeatMail(LANES, 1, LANES).laneOf(Optional.of(slow));
    List<SessionId> others =
        ids.stream()
            .filter(id -> new SeatMail(LANES, 1, LANES).laneOf(Optional.of(id)) != slowLane)
            .toList();
    CountDownLatch heard = new CountDownLatch(others.size());
    List<HostEvent> events = Collections.synchronizedList(new ArrayList<>());
    FakeApp app =
        new FakeApp(
            "app",
            (turn, doing) -> {
              if (turn.input() instanceof Input.MessageReceived) {
                if (PingPongTest.id(turn).equals(slow.toString())) {
                  slowBegan.countDown();
                  await(letGo);
                  doing.log("slow one is over");
                } else {
                  heard.countDown();
                }
              }
            });
    Thread wire = wire(node);
    Host host = threaded(node, app, events::add);
    try (host) {
      host.start().join();
      node.relay(slow, FakeNode.wallet(9), "ping", "{\"n\":1}");
      assertThat(slowBegan.await(10, TimeUnit.SECONDS)).isTrue();
      others.forEach(id -> node.relay(id, FakeNode.wallet(9), "ping", "{\"n\":1}"));
      assertThat(heard.await(10, TimeUnit.SECONDS)).isTrue();

      var stopped = host.stop();
      assertThat(stopped).isNotDone();
      letGo.countDown();
      assertThat(stopped).succeedsWithin(Duration.ofSeconds(10));
    } finally {
      letGo.countDown();
      wire.interrupt();
    }
    assertThat(events)
        .filteredOn(HostEvent.AppLog.class::isInstance)
        .singleElement()
        .satisfies(log -> assertThat(((HostEvent.AppLog) log).text()).contains("slow one is over"));
    assertThat(events).hasAtLeastOneElementOfType(HostEvent.SeatStopped.class);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
