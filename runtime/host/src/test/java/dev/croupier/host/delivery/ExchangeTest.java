package dev.croupier.host.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.client.MessageStamp;
import dev.croupier.host.delivery.ControlMessage.Resend;
import dev.croupier.host.delivery.ControlMessage.Resume;
import dev.croupier.protocol.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What one exchange decides, rule by rule. */
class ExchangeTest {

  private static final Address SELF = Address.parse("0x" + "00".repeat(19) + "01");
  private static final Address OTHER = Address.parse("0x" + "00".repeat(19) + "02");
  private static final DeliveryLimits LIMITS = DeliveryLimits.DEFAULTS;

  private Exchange<String> exchange = exchange(LIMITS);

  private static Exchange<String> exchange(DeliveryLimits limits) {
    return new Exchange<>(SELF, List.of(SELF, OTHER), limits, 0);
  }

  private List<String> arrives(long id, long previous, long nowMs) {
    return exchange.arrived(OTHER, id, OptionalLong.of(previous), 1, "m" + id, nowMs);
  }

  private void sends(int count) {
    for (int i = 1; i <= count; i++) {
      Letter letter = exchange.outbox().write("move", "{}", i, 0);
      exchange.outbox().recorded(letter);
      exchange.outbox().accepted(letter);
      exchange.outbox().nextOwn();
    }
    exchange.sent(0);
  }

  private static Resend told(long from, long upTo, OptionalLong lost, long last) {
    return new Resend(from, upTo, List.of(), lost, Map.of(), last);
  }

  @Test
  void messageWithoutItsPredecessor_waitsForIt() {
    assertThat(arrives(1, 0, 0)).containsExactly("m1");
    assertThat(arrives(3, 2, 0)).isEmpty();
    assertThat(arrives(4, 3, 0)).isEmpty();
    assertThat(arrives(2, 1, 10)).containsExactly("m2", "m3", "m4");
    assertThat(exchange.due(LIMITS.reorderMs() + 10).question()).isEmpty();
  }

  @Test
  void missingMessage_isAskedFor_atGrowingPauses() {
    arrives(1, 0, 0);
    arrives(3, 2, 0);
    List<Long> asked = new ArrayList<>();
    for (long nowMs = 0; nowMs < 12_000; nowMs += 100) {
      if (exchange.due(nowMs).question().isPresent()) {
        asked.add(nowMs);
      }
    }
    assertThat(asked).containsExactly(500L, 1_500L, 3_500L, 7_500L);
  }

  @Test
  void missingMessage_isGivenUpInTheEnd_andWhatWaitedGoesOn() {
    arrives(1, 0, 0);
    arrives(3, 2, 0);
    assertThat(exchange.due(LIMITS.gapTimeoutMs() - 1).losses()).isEmpty();
    assertThat(exchange.due(LIMITS.gapTimeoutMs()).losses())
        .containsExactly(new Exchange.Loss<>(new Exchange.Lost(OTHER, 1, 2), List.of("m3")));
    assertThat(arrives(4, 3, 0)).containsExactly("m4");
  }

  @Test
  void repeatedMessage_isDroppedAndCounted() {
    arrives(1, 0, 0);
    assertThat(arrives(1, 0, 0)).isEmpty();
    arrives(3, 2, 0);
    assertThat(arrives(3, 2, 0)).isEmpty();
    assertThat(exchange.repeats()).isEqualTo(2);
  }

  @Test
  void senderThatBeginsAnew_isFollowed() {
    arrives(1, 0, 0);
    arrives(2, 1, 0);
    assertThat(arrives(50, 0, 0)).containsExactly("m50");
    assertThat(arrives(51, 50, 0)).containsExactly("m51");
  }

  @Test
  void numberThatWasNeverSent_isPassedOver_onItsSendersWord() {
    arrives(1, 0, 0);
    arrives(3, 2, 0);
    assertThat(exchange.told(OTHER, told(1, 3, OptionalLong.empty(), 3), List.of(), SELF, 0))
        .isEqualTo(new Exchange.Taken<>(List.of("m3"), java.util.Optional.empty()));
  }

  @Test
  void partThatBeginsLater_completesNothing() {
    arrives(1, 0, 0);
    arrives(9, 8, 0);
    assertThat(
            exchange.told(OTHER, told(5, 9, OptionalLong.empty(), 9), List.of(), SELF, 0).passed())
        .isEmpty();
  }

  @Test
  void messagesThatAreKeptNoMore_areToldAsLost() {
    arrives(1, 0, 0);
    arrives(9, 8, 0);
    Exchange.Taken<String> taken =
        exchange.told(OTHER, told(1, 9, OptionalLong.of(6), 9), List.of(), SELF, 0);
    assertThat(taken.lost()).contains(new Exchange.Lost(OTHER, 1, 6));
    assertThat(taken.passed()).containsExactly("m9");
  }

  @Test
  void sessionThatEnds_letsGoWhatWaited() {
    arrives(1, 0, 0);
    arrives(3, 2, 0);
    arrives(6, 5, 0);
    assertThat(exchange.close(0))
        .containsExactly(
            new Exchange.Loss<>(new Exchange.Lost(OTHER, 1, 2), List.of("m3")),
            new Exchange.Loss<>(new Exchange.Lost(OTHER, 3, 5), List.of("m6")));
  }

  @Test
  void answer_isSplit_andSaysWhatIsGone() {
    exchange = exchange(LIMITS.withKept(150, 1 << 20));
    sends(200);
    exchange.asked(OTHER, new Resume(Map.of(SELF, 10L), 0), SELF, 0);
    Exchange.Answer answer = exchange.due(0).answer().orElseThrow();

    assertThat(answer.last()).isEqualTo(200);
    assertThat(answer.parts()).hasSize(3);
    assertThat(answer.parts().getFirst().from()).isEqualTo(10);
    assertThat(answer.parts().getFirst().lost()).hasValue(50);
    assertThat(answer.parts().get(1).from()).isEqualTo(answer.parts().getFirst().upTo());
    assertThat(answer.parts().getLast().upTo()).isEqualTo(200);
    List<Long> ids = new ArrayList<>();
    answer.parts().forEach(part -> part.letters().forEach(letter -> ids.add(letter.id())));
    assertThat(ids).hasSize(150).startsWith(51L).endsWith(200L).isSorted();
  }

  @Test
  void answers_areAtLeastAPauseApart() {
    sends(1);
    exchange.asked(OTHER, new Resume(Map.of(SELF, 0L), 0), SELF, 0);
    assertThat(exchange.due(0).answer()).isPresent();
    exchange.asked(OTHER, new Resume(Map.of(SELF, 0L), 0), SELF, 1);
    assertThat(exchange.due(1).answer()).isEmpty();
    assertThat(exchange.due(LIMITS.answerPauseMs()).answer()).isPresent();
  }

  @Test
  void whatTheRelayHasNotTaken_isInNoAnswer() {
    sends(2);
    exchange.outbox().recorded(exchange.outbox().write("move", "{}", 3, 0));
    exchange.asked(OTHER, new Resume(Map.of(SELF, 0L), 0), SELF, 0);
    Exchange.Answer answer = exchange.due(0).answer().orElseThrow();
    assertThat(answer.last()).isEqualTo(2);
    assertThat(answer.parts().getLast().upTo()).isEqualTo(2);
  }

  @Test
  void quietSession_isAskedAbout_untilTheOtherHasEverything() {
    arrives(1, 0, 0);
    sends(1);
    int asked = 0;
    for (long nowMs = 0; nowMs < 60_000; nowMs += 500) {
      asked += exchange.due(nowMs).question().isPresent() ? 1 : 0;
      if (asked == 2) {
        exchange.told(
            OTHER,
            new Resend(0, 1, List.of(), OptionalLong.empty(), Map.of(SELF, 1L), 1),
            List.of(),
            SELF,
            nowMs);
      }
    }
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void strangers_areAskedAFewTimesOnly() {
    sends(1);
    assertThat(questionsInADay()).isEqualTo(LIMITS.strangerAsks());
  }

  @Test
  void clientsOfAnotherMake_areNeverAsked() {
    exchange.arrived(OTHER, 7, OptionalLong.empty(), 1, "m", 0);
    sends(1);
    exchange.connected(0);
    assertThat(questionsInADay()).isZero();
  }

  @Test
  void silentCroupierSeat_isAskedForAWhileOnly() {
    arrives(1, 0, 0);
    sends(1);
    assertThat(questionsInADay()).isEqualTo(LIMITS.quietAsks());
  }

  private int questionsInADay() {
    int asked = 0;
    for (long nowMs = 0; nowMs < 86_400_000; nowMs += 1_000) {
      asked += exchange.due(nowMs).question().isPresent() ? 1 : 0;
    }
    return asked;
  }

  @Test
  void ownMessages_comeBackInOrder_onceTheRelayHasTakenThem() {
    Outbox outbox = exchange.outbox();
    Letter first = outbox.write("move", "{}", 1, 0);
    Letter second = outbox.write("move", "{}", 2, 0);
    outbox.recorded(first);
    outbox.recorded(second);
    assertThat(outbox.echoed(2)).isTrue();
    assertThat(outbox.nextOwn()).isEmpty();
    outbox.voided(first);
    assertThat(outbox.nextOwn()).contains(second);
    assertThat(outbox.nextOwn()).isEmpty();
    assertThat(outbox.echoed(77)).isFalse();
  }

  @Test
  void restoredMessages_goOnWhereTheyWere() {
    Outbox outbox = exchange.outbox();
    outbox.restoreForgotten(4);
    Letter kept = outbox.restore("move", "{}", new MessageStamp(5, 0, OptionalLong.of(4)));
    outbox.restoreFed(kept);
    outbox.accepted(kept);
    assertThat(outbox.nextOwn()).isEmpty();
    assertThat(outbox.write("move", "{}", 6, 0).stamp().previousId()).hasValue(5);
    assertThat(outbox.echoed(3)).isTrue();
  }
}
