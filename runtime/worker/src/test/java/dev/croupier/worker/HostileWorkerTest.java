package dev.croupier.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.croupier.host.engine.App;
import dev.croupier.host.engine.AppInstance;
import dev.croupier.host.turn.AppFailure;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.TurnOutcome;
import dev.croupier.script.ScriptEngine;
import dev.croupier.script.ScriptLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/**
 * The whole list of hostile scripts, those included that nothing inside a process stops, against
 * one app in one worker. Each attack is contained, and another session's next message is handled.
 */
@Timeout(240)
class HostileWorkerTest {
  private static final Duration TURN = Duration.ofMillis(300);

  private record Attack(String group, String name, String code, String error) {}

  private static final List<Attack> ATTACKS = read();

  @TempDir static Path base;
  private static ScriptEngine scripts;
  private static WorkerEngine engine;
  private static App app;
  private static AppInstance instance;
  private static Instances turns;
  private static int handled;

  private static List<Attack> read() {
    try (InputStream in = HostileWorkerTest.class.getResourceAsStream("/hostile-scripts.json")) {
      return JsonMapper.shared()
          .readTree(Objects.requireNonNull(in))
          .valueStream()
          .map(HostileWorkerTest::attack)
          // What spoils the globals comes after what does not, since all share a context.
          .sorted(Comparator.comparing(attack -> attack.group().equals("tampering")))
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Attack attack(JsonNode json) {
    return new Attack(
        json.path("group").asString(),
        json.path("name").asString(),
        json.path("code").asString(),
        json.path("error").asString(""));
  }

  @BeforeAll
  static void start() throws IOException {
    ScriptLimits limits =
        new ScriptLimits(TURN, Duration.ofSeconds(60), 128L << 20, 100, 20, 10_000, 10_000);
    scripts = new ScriptEngine(limits);
    engine =
        new WorkerEngine(
            List.of(scripts),
            WorkerSettings.DEFAULTS
                .withHeapMb(192)
                .withTurnTime(TURN)
                .withLoadTime(Duration.ofSeconds(60))
                .withRestarts(RestartPolicy.DEFAULT.withPerMinute(100))
                .withEngine(ScriptEngine.KIND, limits.settings()),
            new SplittableRandom(1));
    Files.createDirectories(base.resolve("bot"));
    Files.writeString(base.resolve("bot/main.js"), script());
    app = engine.load(engine.find(base, "bot/main").orElseThrow());
    instance = app.start(new FakeSeat("bob"));
    turns = new Instances(instance);
  }

  private static String script() {
    return ATTACKS.stream()
        .map(
            attack ->
                "  [%s]: async (type, id, data, session) => { %s },\n"
                    .formatted(StringNode.valueOf(attack.name()), attack.code()))
        .collect(
            Collectors.joining(
                "",
                """
                export const messages = {ping: {}, pong: {}};
                export async function onAppMessage(type, id, data, session) {
                  if (data in attacks) {
                    await attacks[data](type, id, data, session);
                  } else {
                    session.state.count = (session.state.count ?? 0) + 1;
                    await client.sendMessage(id, 'pong', { n: session.state.count });
                  }
                }
                const attacks = {
                """,
                "};\n"));
  }

  @AfterAll
  static void stop() {
    instance.close();
    app.close();
    engine.close();
    scripts.close();
  }

  static Stream<Arguments> attacks() {
    return ATTACKS.stream()
        .map(attack -> argumentSet(attack.group() + ": " + attack.name(), attack));
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void attack_isContained_andAnotherSessionGoesOn(Attack attack) {
    TurnOutcome outcome = turns.message(StringNode.valueOf(attack.name()).toString());

    assertThat(outcome.stateJson()).isEmpty();
    assertThat(outcome.effects()).noneMatch(effect -> !(effect instanceof Effect.Log));
    switch (attack.group()) {
      case "endless" ->
          assertFailed(outcome, "stopped after", "stopped with its worker", "RangeError");
      case "greedy" ->
          assertFailed(outcome, "stopped after", "stopped with its worker", "RangeError", "length");
      case "failing" -> assertFailed(outcome, attack.error());
      case "quiet" -> assertThat(outcome.failure()).isEmpty();
      case "unstoppable" -> assertFailed(untilTheWorkerEnds(attack, outcome), "with its worker");
      default -> {}
    }
    assertThatAnotherSessionGoesOn();
  }

  private static void assertFailed(TurnOutcome outcome, String... words) {
    AppFailure failure = outcome.failure().orElseThrow();
    assertThat(failure.message()).containsAnyOf(words);
    // A worker that has ended cannot say where it was.
    if (!failure.message().contains("with its worker")) {
      assertThat(failure.location()).startsWith("bot/main.js:");
    }
  }

  /** Some attacks need several turns. */
  private static TurnOutcome untilTheWorkerEnds(Attack attack, TurnOutcome first) {
    TurnOutcome outcome = first;
    for (int i = 0; i < 30 && !failedWithItsWorker(outcome); i++) {
      outcome = turns.message(StringNode.valueOf(attack.name()).toString());
    }
    return outcome;
  }

  private static boolean failedWithItsWorker(TurnOutcome outcome) {
    return outcome
        .failure()
        .map(AppFailure::message)
        .filter(text -> text.contains("with its worker"))
        .isPresent();
  }

  private static void assertThatAnotherSessionGoesOn() {
    TurnOutcome outcome = turns.message(Instances.OTHER_SESSION, "\"good\"");
    handled++;
    assertThat(outcome.failure()).isEqualTo(Optional.empty());
    assertThat(outcome.stateJson()).contains("{\"count\":" + handled + "}");
    assertThat(outcome.effects())
        .singleElement()
        .isInstanceOfSatisfying(
            Effect.SendMessage.class,
            sent -> assertThat(sent.dataJson()).isEqualTo("{\"n\":" + handled + "}"));
  }
}
