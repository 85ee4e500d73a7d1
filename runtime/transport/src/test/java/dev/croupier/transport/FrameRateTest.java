package dev.croupier.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FrameRateTest {
  private static final long MS = 1_000_000;

  @Test
  void burst_isFreeAndTheNextFrameWaitsOneInterval() {
    FrameRate rate = new FrameRate(1000, 5, 0);
    for (int i = 0; i < 5; i++) {
      assertThat(rate.waitNanos(0)).as("frame %d", i).isLessThanOrEqualTo(0);
      rate.take(0);
    }
    assertThat(rate.waitNanos(0)).isEqualTo(MS);
    assertThat(rate.waitNanos(MS)).isZero();
  }

  @Test
  void quietTime_fillsTheBucketNoFurtherThanTheBurst() {
    FrameRate rate = new FrameRate(1000, 3, 0);
    long later = 3_600_000 * MS;
    for (int i = 0; i < 3; i++) {
      assertThat(rate.waitNanos(later)).isLessThanOrEqualTo(0);
      rate.take(later);
    }
    assertThat(rate.waitNanos(later)).isPositive();
  }

  @Test
  void debt_isPaidBeforeTheNextFrame() {
    FrameRate rate = new FrameRate(1000, 1, 0);
    for (int i = 0; i < 10; i++) {
      rate.take(0);
    }
    assertThat(rate.waitNanos(0)).isEqualTo(10 * MS);
  }

  @Test
  void clockNearItsOverflow_makesNoDifference() {
    long now = Long.MAX_VALUE - MS;
    FrameRate rate = new FrameRate(1000, 1, now);
    rate.take(now);
    rate.take(now + 2 * MS);
    assertThat(rate.waitNanos(now + 2 * MS)).isEqualTo(MS);
  }
}
