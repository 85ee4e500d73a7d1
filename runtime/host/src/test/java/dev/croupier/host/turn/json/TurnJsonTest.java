package dev.croupier.host.turn.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.app.Allocation;
import dev.croupier.app.SessionTerms;
import dev.croupier.host.turn.AppFailure;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.SessionView;
import dev.croupier.host.turn.Turn;
import dev.croupier.host.turn.TurnOutcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TurnJsonTest {
  private static final SessionView SESSION =
      new SessionView(
          "0x" + "0b".repeat(32),
          new SessionTerms("chess", List.of("0xa", "0xb"), List.of(100L, 0L), 100),
          List.of(Allocation.of("0xa", "usdc", "1.10")),
          "{\"n\":1.10}");

  private static JsonNode overTheWire(Consumer<JsonGenerator> content) {
    String text = JsonText.of(content);
    assertThat(new String(JsonText.utf8(content), StandardCharsets.UTF_8)).isEqualTo(text);
    return JsonMapper.shared().readTree(text);
  }

  @Test
  void turn_writtenAndRead_isTheSame() {
    for (Optional<SessionView> session :
        List.of(Optional.<SessionView>empty(), Optional.of(SESSION))) {
      Turn turn = new Turn(3, new Input.TimerFired("t", "null"), session, 5, Long.MIN_VALUE);
      assertThat(TurnJson.read(overTheWire(json -> TurnJson.write(json, turn)))).isEqualTo(turn);
    }
  }

  @Test
  void outcome_writtenAndRead_isTheSame() {
    AppFailure failure = new AppFailure("TypeError: x", "a.js:1:2", "at a.js:1:2");
    for (TurnOutcome outcome :
        List.of(
            new TurnOutcome(
                List.of(new Effect.Log("info", "x")),
                Optional.of("{}"),
                Optional.empty(),
                List.of(failure)),
            new TurnOutcome(List.of(), Optional.empty(), Optional.of(failure), List.of()))) {
      assertThat(OutcomeJson.read(overTheWire(json -> OutcomeJson.write(json, outcome))))
          .isEqualTo(outcome);
    }
  }

  @Test
  void whatIsNoTurn_isRefusedWithTheMember() {
    assertThatThrownBy(() -> TurnJson.read(JsonMapper.shared().readTree("{\"number\":\"1\"}")))
        .isInstanceOf(UnreadableTurnException.class)
        .hasMessageContaining("\"number\" is no whole number");
  }
}
