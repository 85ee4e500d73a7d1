package dev.croupier.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Nothing is lost and nothing handled twice, whatever the network does. */
class DeliveryGameTest {

  private static final int SEEDS = Integer.getInteger("delivery.seeds", 300);

  private static void play(boolean kills) {
    long first = DeliveryGame.seed().orElse(1L);
    long seeds = DeliveryGame.seed().isPresent() ? 1 : SEEDS;
    long messages = 0;
    for (long seed = first; seed < first + seeds; seed++) {
      try {
        DeliveryGame game = new DeliveryGame(seed);
        game.play(kills);
        game.check();
        messages += game.messages();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("-Dseed=" + seed, e);
      }
    }
    assertThat(messages).isGreaterThan(seeds * 5);
  }

  @Test
  void overABadNetworkWithCuts_everyMessageIsHandledOnceAndInOrder() {
    play(false);
  }

  @Test
  void withHostsThatDieAndComeBack_everyMessageIsHandledOnceAndInOrder() {
    play(true);
  }
}
