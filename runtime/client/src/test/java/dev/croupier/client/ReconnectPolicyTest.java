package dev.croupier.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReconnectPolicyTest {

  @Test
  void pause_doublesUpToTheLongest() {
    ReconnectPolicy policy =
        new ReconnectPolicy(true, Duration.ofMillis(250), Duration.ofSeconds(3), 0);
    Random random = new Random(1);

    assertThat(policy.pauseBefore(0, random)).hasMillis(250);
    assertThat(policy.pauseBefore(1, random)).hasMillis(500);
    assertThat(policy.pauseBefore(3, random)).hasMillis(2000);
    assertThat(policy.pauseBefore(4, random)).hasMillis(3000);
    assertThat(policy.pauseBefore(Integer.MAX_VALUE, random)).hasMillis(3000);
  }

  @Test
  void pause_leavesTheShareOfJitterToChance() {
    ReconnectPolicy policy =
        new ReconnectPolicy(true, Duration.ofSeconds(1), Duration.ofSeconds(1), 0.5);
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    boolean varies = false;
    for (int i = 0; i < 100; i++) {
      Duration pause = policy.pauseBefore(i, random);
      assertThat(pause)
          .as("seed %d", seed)
          .isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
      varies |= pause.compareTo(Duration.ofMillis(900)) < 0;
    }
    assertThat(varies).as("seed %d", seed).isTrue();
  }

  @Test
  void values_outOfRange_areRefusedByName() {
    assertThatThrownBy(() -> new ReconnectPolicy(true, Duration.ZERO, Duration.ofSeconds(1), 0))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("shortest");
    assertThatThrownBy(
            () -> new ReconnectPolicy(true, Duration.ofSeconds(2), Duration.ofSeconds(1), 0))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("longest");
    for (double jitter : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(
              () -> new ReconnectPolicy(true, Duration.ofSeconds(1), Duration.ofSeconds(1), jitter))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("jitter");
    }
  }
}
