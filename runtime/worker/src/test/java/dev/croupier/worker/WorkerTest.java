package dev.croupier.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.croupier.host.engine.App;
import dev.croupier.host.engine.AppInstance;
import dev.croupier.host.engine.AppLoadException;
import dev.croupier.host.engine.InstanceLostException;
import dev.croupier.host.engine.InstanceNews;
import dev.croupier.host.turn.AppFailure;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.TurnOutcome;
import dev.croupier.script.ScriptEngine;
import dev.croupier.script.ScriptLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One app in a worker process, from its first turn to its end, and what happens when it dies. */
@Timeout(240)
class WorkerTest {
  private static final Duration TURN = Duration.ofMillis(500);
  private static final ScriptLimits LIMITS = ScriptLimits.DEFAULTS.withTurnTime(TURN);
  private static final WorkerSettings SETTINGS =
      WorkerSettings.DEFAULTS
          .withHeapMb(128)
          .withTurnTime(TURN)
          .withEngine(ScriptEngine.KIND, LIMITS.settings());

  /** One of the few things that nothing inside a process stops. */
  private static final String UNSTOPPABLE =
      "Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1);";

  private static ScriptEngine scripts;
  @TempDir Path base;

  @BeforeAll
  static void startFinder() {
    scripts = new ScriptEngine(LIMITS);
  }

  @AfterAll
  static void stopFinder() {
    scripts.close();
  }

  private static WorkerEngine engine(WorkerSettings settings) {
    return new WorkerEngine(List.of(scripts), settings, new SplittableRandom(1));
  }

  private App load(WorkerEngine engine, String code) throws Exception {
    Files.createDirectories(base.resolve("bot"));
    Files.writeString(
        base.resolve("bot/main.js"), "export const messages = {ping: {}, pong: {}};\n" + code);
    return engine.load(engine.find(base, "bot/main").orElseThrow());
  }

  private static final String COUNTER =
      """
      let turns = 0;
      export async function onAppMessage(type, id, data, session) {
        turns++;
        if (data === 'attack') {
          %s
        }
        session.state.count = (session.state.count ?? 0) + 1;
        console.log(turns, session.state.count);
        if (data === 'ask') {
          console.log(client.status(), client.name, client.settings.stake, Object.keys(client.contacts).sort().join());
          await client.sendMessage(id, 'pong', { n: session.state.count });
          session.state.answered = true;
        } else if (data === 'timer') {
          setTimeout(() => console.log('rang'), 5);
        }
      }
      """;

  @Test
  void turns_runInAnotherProcess_withTheirQuestionsAnswered() throws Exception {
    try (WorkerEngine engine = engine(SETTINGS);
        App app = load(engine, COUNTER.formatted(UNSTOPPABLE))) {
      FakeSeat seat = new FakeSeat("bob");
      assertThat(app.name()).isEqualTo("main.js");
      assertThat(app.codeHash()).matches("[0-9a-f]{64}");
      try (AppInstance instance = app.start(seat)) {
        assertThat(instance.ownThread()).isTrue();
        Instances turns = new Instances(instance);

        TurnOutcome outcome = turns.message("\"ask\"");

        assertThat(outcome.failure()).isEmpty();
        assertThat(Instances.logs(outcome))
            .containsExactly("1 1", "connected bob 1.50 player,server");
        assertThat(outcome.effects())
            .last()
            .isEqualTo(new Effect.SendMessage(1, Instances.SESSION, "pong", "{\"n\":1}"));
        assertThat(turns.answer(1).stateJson()).contains("{\"count\":1,\"answered\":true}");
        assertThat(seat.asked)
            .containsExactly("status", "settings", "contacts", "checkOutgoing pong");
        assertThat(seat.news).isEmpty();
      }
    }
  }

  @Test
  @Tag("long")
  void stuckTurn_failsWithItsPlace_andTheAppGoesOnFromTheStates() throws Exception {
    try (WorkerEngine engine = engine(SETTINGS);
        App app = load(engine, COUNTER.formatted(UNSTOPPABLE))) {
      FakeSeat seat = new FakeSeat("bob");
      try (AppInstance instance = app.start(seat)) {
        Instances turns = new Instances(instance);
        long oldCall = Instances.callId(turns.message("\"ask\""));
        Effect.SetTimer oldTimer = timer(turns.message("\"timer\""));

        TurnOutcome stuck = turns.message("\"attack\"");

        assertThat(stuck.effects()).isEmpty();
        assertThat(stuck.stateJson()).isEmpty();
        AppFailure failure = stuck.failure().orElseThrow();
        assertThat(failure.message())
            .contains("it did not end the turn in time and was ended after")
            .contains("variables of its modules and open calls are lost");
        assertThat(failure.location()).startsWith("bot/main.js:3:");

        TurnOutcome next = turns.message("\"ask\"");
        assertThat(Instances.logs(next)).startsWith("1 3");
        assertThat(Instances.callId(next)).isGreaterThan(oldCall);
        assertThat(turns.answer(oldCall))
            .isEqualTo(
                new TurnOutcome(
                    List.of(), java.util.Optional.empty(), java.util.Optional.empty(), List.of()));
        assertThat(turns.answer(Instances.callId(next)).stateJson())
            .contains("{\"count\":3,\"answered\":true}");

        Effect.SetTimer newTimer = timer(turns.message("\"timer\""));
        assertThat(newTimer.name()).isNotEqualTo(oldTimer.name());
        assertThat(Instances.logs(turns.ownTimer(oldTimer.name()))).isEmpty();
        assertThat(Instances.logs(turns.ownTimer(newTimer.name()))).containsExactly("rang");
        assertThat(seat.news)
            .satisfiesExactly(
                ended -> assertThat(ended).isInstanceOf(InstanceNews.Ended.class),
                again -> assertThat(again).isInstanceOf(InstanceNews.Restarted.class));
      }
    }
  }

  private static Effect.SetTimer timer(TurnOutcome outcome) {
    return outcome.effects().stream()
        .filter(Effect.SetTimer.class::isInstance)
        .map(Effect.SetTimer.class::cast)
        .findFirst()
        .orElseThrow();
  }

  @Test
  @Tag("long")
  void outOfMemory_endsTheWorkerOnly() throws Exception {
    Duration patient = Duration.ofSeconds(60);
    WorkerSettings settings =
        SETTINGS
            .withTurnTime(patient)
            .withEngine(
                ScriptEngine.KIND,
                new ScriptLimits(patient, patient, 8L << 30, 100, 20, 10_000, 10_000).settings());
    try (WorkerEngine engine = engine(settings);
        App app =
            load(
                engine,
                COUNTER.formatted(
                    "globalThis.kept = []; for (;;) kept.push(new Array(1e5).fill(7));"))) {
      FakeSeat seat = new FakeSeat("bob");
      try (AppInstance instance = app.start(seat)) {
        Instances turns = new Instances(instance);
        turns.message("\"x\"");

        assertThat(turns.message("\"attack\"").failure().orElseThrow().message())
            .contains("ran out of memory, its heap may have 128 MB");
        assertThat(turns.message("\"x\"").stateJson()).contains("{\"count\":2}");
      }
    }
  }

  @Test
  void workerKilledWhileIdle_isStartedAgain() throws Exception {
    try (WorkerEngine engine = engine(SETTINGS);
        App app = load(engine, COUNTER.formatted(""))) {
      FakeSeat seat = new FakeSeat("bob");
      try (AppInstance instance = app.start(seat)) {
        Instances turns = new Instances(instance);
        turns.message("\"x\"");
        ProcessHandle child = onlyChild();

        child.destroyForcibly();

        awaitRestart(seat);
        assertThat(turns.message("\"x\"").stateJson()).contains("{\"count\":2}");
      }
      await().atMost(Duration.ofSeconds(10)).until(() -> children().isEmpty());
    }
  }

  private static void awaitRestart(FakeSeat seat) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> seat.news.stream().anyMatch(InstanceNews.Restarted.class::isInstance));
  }

  private static List<ProcessHandle> children() {
    return ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList();
  }

  private static ProcessHandle onlyChild() {
    assertThat(children()).hasSize(1);
    return children().getFirst();
  }

  @Test
  void changedFiles_doNotReachAWorkerThatIsStartedAgain() throws Exception {
    try (WorkerEngine engine = engine(SETTINGS);
        App app = load(engine, COUNTER.formatted(""))) {
      FakeSeat seat = new FakeSeat("bob");
      try (AppInstance instance = app.start(seat)) {
        Instances turns = new Instances(instance);
        turns.message("\"x\"");
        Files.writeString(base.resolve("bot/main.js"), "this is no JavaScript");

        onlyChild().destroyForcibly();

        awaitRestart(seat);
        assertThat(Instances.logs(turns.message("\"x\""))).containsExactly("1 2");
      }
    }
  }

  @Test
  void workerThatEndsTooOften_isGivenUp() throws Exception {
    WorkerSettings settings = SETTINGS.withRestarts(RestartPolicy.DEFAULT.withPerMinute(1));
    try (WorkerEngine engine = engine(settings);
        App app = load(engine, COUNTER.formatted(""))) {
      FakeSeat seat = new FakeSeat("bob");
      try (AppInstance instance = app.start(seat)) {
        Instances turns = new Instances(instance);
        onlyChild().destroyForcibly();
        awaitRestart(seat);
        turns.message("\"x\"");
        onlyChild().destroyForcibly();

        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> seat.news.stream().anyMatch(InstanceNews.Lost.class::isInstance));
        assertThatThrownBy(() -> turns.message("\"x\""))
            .isInstanceOf(InstanceLostException.class)
            .hasMessageContaining("ended 2 times within a minute");
      }
    }
  }

  @Test
  @Tag("long")
  void hostileTopLevel_isRefusedAndHurtsNothing() throws Exception {
    WorkerSettings settings = SETTINGS.withLoadTime(Duration.ofSeconds(3));
    try (WorkerEngine engine = engine(settings)) {
      assertThatThrownBy(() -> load(engine, UNSTOPPABLE))
          .isInstanceOf(AppLoadException.class)
          .hasMessageContaining("bot/main")
          .hasMessageContaining("did not load the app in time");
      assertThatThrownBy(() -> load(engine, "let x = ;"))
          .isInstanceOf(AppLoadException.class)
          .hasMessageContaining("bot/main.js:2:");
    }
    await().atMost(Duration.ofSeconds(10)).until(() -> children().isEmpty());
  }

  @Test
  void lanes_shareTheWorker_andATurnThatHangsFailsAlone() throws Exception {
    try (WorkerEngine engine = engine(SETTINGS);
        App app =
            load(
                engine,
                """
                export function onAppMessage(type, id, data, session) {
                  if (data === 'attack') {
                    %s
                  }
                  session.send('pong', {});
                  if (data === 'slow') {
                    let x = 0;
                    for (let i = 0; i < 1e3; i++) x += Math.sqrt(i);
                  }
                  session.state.count = (session.state.count ?? 0) + 1;
                }
                """
                    .formatted(UNSTOPPABLE))) {
      FakeSeat seat = new FakeSeat("bob");
      try (AppInstance one = app.start(seat);
          AppInstance two = app.start(seat)) {
        onlyChild();
        Instances bad = new Instances(one);
        Instances good = new Instances(two);
        CompletableFuture<TurnOutcome> attack =
            CompletableFuture.supplyAsync(() -> bad.message("\"attack\""));
        int done = 0;
        while (!attack.isDone()) {
          TurnOutcome outcome = good.message(Instances.OTHER_SESSION, "\"slow\"");
          assertThat(outcome.failure()).isEmpty();
          assertThat(outcome.effects()).hasSize(1);
          done++;
          assertThat(good.state(Instances.OTHER_SESSION)).isEqualTo("{\"count\":" + done + "}");
        }
        assertThat(attack.join().failure()).isPresent();
        assertThat(bad.message("\"x\"").stateJson()).contains("{\"count\":1}");
        assertThat(done).isPositive();
      }
    }
  }
}
