package dev.croupier.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.app.Allocation;
import dev.croupier.host.engine.App;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.TurnOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The example scripts of the repository, as they are. */
class PingPongScriptTest {
  private static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();

  private final ScriptEngine engine = new ScriptEngine(ScriptFolder.PATIENT);
  private final ScriptFolder script = new ScriptFolder(PROJECT, engine);

  @AfterEach
  void close() {
    script.close();
    engine.close();
  }

  @Test
  void schema_isTheSameBesideTheScriptsAndInSchemas() throws IOException {
    assertThat(Files.readString(PROJECT.resolve("schemas/ping-pong.schema.json")))
        .isEqualTo(Files.readString(PROJECT.resolve("scripts/ping-pong/ping-pong.schema.json")));
  }

  @Test
  void bothScripts_declareTheSchemaFile() {
    for (String name : List.of("server", "player")) {
      try (App app = script.load("scripts/ping-pong/" + name)) {
        assertThat(app.name()).isEqualTo(name + ".js");
        assertThat(app.messages().source()).isEqualTo("scripts/ping-pong/ping-pong.schema.json");
      }
    }
  }

  @Test
  void server_playsItsRoundsAndLetsTheWinnerTakeBothStakes() {
    script.seat.settings = "{\"rounds\":2,\"stake\":\"0.75\"}";
    script.startExisting("scripts/ping-pong/server");

    TurnOutcome prepared = script.started();
    assertThat(prepared.failure()).isEmpty();
    assertThat(prepared.effects())
        .singleElement()
        .isInstanceOfSatisfying(
            Effect.SignSession.class,
            sign ->
                assertThat(sign.request().allocations())
                    .containsExactly(
                        Allocation.of(FakeSeat.SELF, "usdc", "0.75"),
                        Allocation.of(FakeSeat.OTHER, "usdc", "0.75")));
    assertThat(script.answer(1, "\"0x5160\"").effects())
        .singleElement()
        .isInstanceOf(Effect.CreateSession.class);
    assertThat(script.answer(2, "\"" + ScriptFolder.SESSION + "\"").failure()).isEmpty();

    assertThat(script.in(ScriptFolder.SESSION, new Input.SessionCreated()).effects())
        .containsExactly(overdue(), ping(3, 1_000));
    script.timeMs = 1_007;
    assertThat(script.message("pong", pong(1_000)).effects())
        .containsExactly(
            new Effect.Log("info", "pong 1 of 2 from 0x3C44…93BC after 7 ms"),
            overdue(),
            ping(4, 1_007));
    script.timeMs = 1_012;
    assertThat(script.message("pong", pong(1_007)).effects())
        .containsExactly(
            new Effect.Log("info", "pong 2 of 2 from 0x3C44…93BC after 5 ms"),
            new Effect.CancelTimer(Optional.of(ScriptFolder.SESSION), "overdue"),
            new Effect.CloseSession(
                5,
                ScriptFolder.SESSION,
                List.of(
                    Allocation.of(FakeSeat.SELF, "usdc", "0"),
                    Allocation.of(FakeSeat.OTHER, "usdc", "1.5"))));
    assertThat(
            ScriptFolder.logs(
                script.in(
                    ScriptFolder.SESSION,
                    new Input.SessionClosed(
                        List.of(Allocation.of(FakeSeat.OTHER, "usdc", "1.5"))))))
        .containsExactly("closed after 2 round trips, 6.0 ms on average; 0x3C44…93BC 1.5 usdc");
  }

  @Test
  void server_givesStakesBack_whenNoPongComes() {
    script.startExisting("scripts/ping-pong/server");
    script.in(ScriptFolder.SESSION, new Input.SessionCreated());

    assertThat(script.in(ScriptFolder.SESSION, new Input.TimerFired("overdue", "null")).effects())
        .contains(
            new Effect.CloseSession(
                2,
                ScriptFolder.SESSION,
                List.of(
                    Allocation.of(FakeSeat.SELF, "usdc", "1.50"),
                    Allocation.of(FakeSeat.OTHER, "usdc", "0"))));
  }

  @Test
  void player_answersPingsOnly() {
    script.startExisting("scripts/ping-pong/player");

    assertThat(script.message("ping", "{\"from\":\"x\",\"timestamp\":5}").effects())
        .containsExactly(
            new Effect.SendMessage(
                1,
                ScriptFolder.SESSION,
                "pong",
                "{\"from\":\"" + FakeSeat.SELF + "\",\"replyTo\":5}"));
    assertThat(script.message("pong", pong(5)).effects()).isEmpty();
  }

  private static Effect overdue() {
    return new Effect.SetTimer(Optional.of(ScriptFolder.SESSION), "overdue", 5_000, "null");
  }

  private static Effect ping(long callId, long timeMs) {
    return new Effect.SendMessage(
        callId,
        ScriptFolder.SESSION,
        "ping",
        "{\"from\":\"" + FakeSeat.SELF + "\",\"timestamp\":" + timeMs + "}");
  }

  private static String pong(long replyTo) {
    return "{\"from\":\"" + FakeSeat.OTHER + "\",\"replyTo\":" + replyTo + "}";
  }
}
