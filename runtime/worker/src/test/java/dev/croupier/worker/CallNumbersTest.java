package dev.croupier.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.Turn;
import dev.croupier.host.turn.TurnOutcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallNumbersTest {
  private final CallNumbers numbers = new CallNumbers();

  private static TurnOutcome asking(Effect... effects) {
    return new TurnOutcome(List.of(effects), Optional.empty(), Optional.empty(), List.of());
  }

  private static Turn answer(long callId) {
    return new Turn(
        1,
        new Input.Answered(callId, new Input.CallResult.Succeeded("null")),
        Optional.empty(),
        1,
        1);
  }

  @Test
  void callIds_countOn_afterAFreshStart() {
    assertThat(
            numbers
                .fromWorker(asking(new Effect.GetBalances(1), new Effect.GetBalances(2)))
                .effects())
        .containsExactly(new Effect.GetBalances(1), new Effect.GetBalances(2));

    numbers.startAnew();

    assertThat(numbers.fromWorker(asking(new Effect.GetBalances(1))).effects())
        .containsExactly(new Effect.GetBalances(3));
  }

  @Test
  void answers_reachTheWorkerThatAsked_andNoOther() {
    numbers.fromWorker(asking(new Effect.GetBalances(1)));
    assertThat(numbers.toWorker(answer(1))).contains(answer(1));

    numbers.startAnew();
    numbers.fromWorker(asking(new Effect.GetBalances(1)));

    assertThat(numbers.toWorker(answer(1))).isEmpty();
    assertThat(numbers.toWorker(answer(2))).contains(answer(1));
  }

  @Test
  void ownTimers_doNotOutliveTheirWorker_butSessionsTimersDo() {
    Effect own = new Effect.SetTimer(Optional.empty(), "timeout:1", 5, "null");
    Effect session = new Effect.SetTimer(Optional.of("0xab"), "clock", 5, "null");
    TurnOutcome outcome = numbers.fromWorker(asking(own, session));
    String name = ((Effect.SetTimer) outcome.effects().getFirst()).name();
    Turn rang = new Turn(1, new Input.TimerFired(name, "null"), Optional.empty(), 1, 1);
    assertThat(outcome.effects().get(1)).isEqualTo(session);
    assertThat(numbers.toWorker(rang).orElseThrow().input())
        .isEqualTo(new Input.TimerFired("timeout:1", "null"));

    numbers.startAnew();

    assertThat(numbers.toWorker(rang)).isEmpty();
  }
}
