package dev.croupier.cli.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.croupier.cli.bench.report.Comparison.Change;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final Samples STILL = Samples.of(1);

  @Test
  void differenceBeyondTheNoiseOfBothRuns_isBetterOrWorse() {
    Change faster = speedOfHare(Samples.of(98, 100, 102), Samples.of(118, 120, 122));
    Change slower = speedOfHare(Samples.of(98, 100, 102), Samples.of(78, 80, 82));

    assertThat(faster.percent()).isEqualTo(20, within(1e-9));
    assertThat(faster.verdict()).isEqualTo("better");
    assertThat(slower.verdict()).isEqualTo("worse");
  }

  @Test
  void differenceWithinTheNoise_isNone() {
    Change change = speedOfHare(Samples.of(80, 100, 120), Samples.of(95, 110, 125));

    assertThat(change.noisePercent()).isGreaterThan(30);
    assertThat(change.verdict()).isEmpty();
  }

  @Test
  void ofTimes_lessIsBetter() {
    Change change = new Change("delay", Better.LOWER, Samples.of(10), Samples.of(8));

    assertThat(change.verdict()).isEqualTo("better");
  }

  @Test
  void figuresOfOnlyOneRun_areLeftOut() {
    Report before = Reports.race(STILL, Samples.NONE);
    Report now = Reports.race(STILL, STILL);

    assertThat(Comparison.of(before, now).changes())
        .extracting(Change::figure)
        .containsExactly("hare, speed, m/s", "hare, delay, ms");
  }

  @Test
  void runsOfTwoBenchmarks_areRefused() {
    Report race = Reports.race(STILL, STILL);
    Report other = new Report("walk", "A walk", Map.of(), List.of(), List.of(), Map.of());

    assertThatThrownBy(() -> Comparison.of(other, race))
        .isInstanceOf(ReportException.class)
        .hasMessage("a run of bench walk cannot be compared with one of race");
    assertThat(Comparison.of(other, other).lines())
        .containsExactly("The two runs have no figure in common.");
  }

  private static Change speedOfHare(Samples before, Samples now) {
    return Comparison.of(Reports.race(before, STILL), Reports.race(now, STILL))
        .changes()
        .getFirst();
  }
}
