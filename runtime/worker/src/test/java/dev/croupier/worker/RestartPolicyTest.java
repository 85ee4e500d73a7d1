package dev.croupier.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {
  private static final RestartPolicy STEADY =
      new RestartPolicy(5, Duration.ofMillis(100), Duration.ofSeconds(1), 0);

  @Test
  void pause_doublesUpToTheLongest() {
    SplittableRandom random = new SplittableRandom(1);
    assertThat(STEADY.pauseAfter(0, random)).isEqualTo(Duration.ofMillis(100));
    assertThat(STEADY.pauseAfter(1, random)).isEqualTo(Duration.ofMillis(200));
    assertThat(STEADY.pauseAfter(3, random)).isEqualTo(Duration.ofMillis(800));
    assertThat(STEADY.pauseAfter(4, random)).isEqualTo(Duration.ofSeconds(1));
    assertThat(STEADY.pauseAfter(1_000, random)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void pause_leavesItsShareToChance() {
    RestartPolicy policy = new RestartPolicy(5, Duration.ofMillis(100), Duration.ofSeconds(1), 0.5);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 1_000; i++) {
      assertThat(policy.pauseAfter(0, random))
          .isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
    }
  }

  @Test
  void values_outOfRange_areRefusedByName() {
    assertThatThrownBy(() -> STEADY.withPerMinute(0))
        .isInstanceOf(InvalidWorkerSettingException.class)
        .hasMessage("restarts per minute is 0, must be at least 1");
    assertThatThrownBy(() -> WorkerSettings.DEFAULTS.withHeapMb(10))
        .hasMessage("worker heap in MB is 10, must be at least 64");
  }
}
