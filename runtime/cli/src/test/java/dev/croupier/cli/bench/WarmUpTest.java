package dev.croupier.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.cli.bench.run.WarmUp;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WarmUpTest {
  private static final Duration NONE = Duration.ZERO;
  private static final Duration LONG = Duration.ofDays(1);

  @Test
  void course_isLongEnough_onceItsCostHasStoppedFalling_andEverythingIsReady() throws Exception {
    WarmUp.Course course = new WarmUp(NONE, LONG).begin();
    assertThat(course.enough()).as("before the first round").isFalse();
    course.round(time -> 9, () -> false);
    assertThat(course.enough()).as("compilers are busy").isFalse();
    course.round(time -> 9, () -> true);
    assertThat(course.enough()).isTrue();
  }

  @Test
  void course_goesOnWhileItGetsCheaper() throws Exception {
    WarmUp.Course course = new WarmUp(Duration.ofNanos(2), LONG).begin();
    double[] cost = {100};
    for (int round = 0; round < 5; round++) {
      course.round(time -> cost[0] /= 2, () -> true);
      assertThat(course.enough()).isFalse();
    }
    course.round(time -> cost[0] * 0.99, () -> true);
    assertThat(course.enough()).isTrue();
  }

  @Test
  void course_endsAtTheLatestAfterMost() throws Exception {
    WarmUp.Course course = new WarmUp(Duration.ofNanos(1), Duration.ofNanos(1)).begin();
    course.round(time -> 1, () -> false);
    assertThat(course.enough()).isTrue();
  }
}
