package dev.croupier.rpc.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Which request ids count as fresh. */
class UsedRequestIdsTest {

  @Test
  void use_sameIdAgain_isNotFresh() {
    UsedRequestIds ids = new UsedRequestIds(16);

    assertThat(ids.use(7)).isTrue();
    assertThat(ids.use(5)).isTrue();
    assertThat(ids.use(7)).isFalse();
    assertThat(ids.use(5)).isFalse();
  }

  @Test
  void use_idsAboveTheSignedRange_areOrderedAsUnsigned() {
    UsedRequestIds ids = new UsedRequestIds(16);
    for (long id = 1; id <= 16; id++) {
      assertThat(ids.use(id)).isTrue();
    }
    assertThat(ids.use(-1L)).as("2^64-1").isTrue();
    assertThat(ids.use(-1L)).isFalse();
    assertThat(ids.use(1)).as("forgotten, so it counts as used").isFalse();
  }

  @Test
  void use_idsLikeTheSdksMakeThem_allFresh() {
    UsedRequestIds ids = new UsedRequestIds(4096);
    SplittableRandom random = new SplittableRandom(1);
    Set<Long> sent = new HashSet<>();
    for (long nowMs = 1_760_000_000_000L; sent.size() < 20_000; nowMs += 10) {
      long id = nowMs + random.nextInt(10_000);
      if (sent.add(id)) {
        assertThat(ids.use(id)).as("%s", id).isTrue();
      }
    }
  }

  @Test
  void use_randomIds_neverTheSameTwice() {
    long seed = Long.getLong("seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    UsedRequestIds ids = new UsedRequestIds(64);
    Set<Long> taken = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      long id = 1L + random.nextInt(2000) + i / 20;
      if (ids.use(id)) {
        assertThat(taken.add(id)).as("id %s taken twice, seed %s", id, seed).isTrue();
      }
    }
  }
}
