package dev.croupier.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Money over wires that are cut, slow, repeat themselves and garble what they carry. */
class MoneyGameTest {

  /** How many games are played; more with {@code -Dmoney.seeds=}. */
  private static final int SEEDS = Integer.getInteger("money.seeds", 6);

  @Test
  void twoHostsAndTheNode_agreeOnEverything_howeverBadTheWires() {
    Optional<Long> only = Optional.ofNullable(Long.getLong("seed"));
    long first = only.orElse(1L);
    long seeds = only.isPresent() ? 1 : SEEDS;
    int done = 0;
    for (long seed = first; seed < first + seeds; seed++) {
      MoneyGame game = new MoneyGame(seed);
      try {
        game.play();
        done += game.done();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("-Dseed=" + seed, e);
      }
    }
    assertThat(done).isGreaterThan((int) seeds * 5);
  }
}
